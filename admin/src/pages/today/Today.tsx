import { useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { DayChart } from '../../components/DayChart.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tile } from '../../components/Tile.tsx';
import { api } from '../../lib/api.ts';
import { sayDay } from '../../lib/dates.ts';
import { live } from '../../lib/queryClient.ts';
import { useCan, useSession } from '../../lib/useSession.ts';
import { useWaitingCount } from '../approvals/approvalQueries.ts';
import { HealthLine } from './HealthLine.tsx';
import { todayWords } from './todayWords.ts';

export function Today() {
  const query = useQuery({ queryKey: ['system', 'getToday'], queryFn: ({ signal }) => api.system.getToday({}, { signal }), ...live });
  const adminToo = useCan('system.getHealth');
  if (!query.data) return query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <PageSkeleton />;
  return (
    <>
      <PageHead title="工作台" hint={sayDay(query.data.day)} />
      <p className="answer">{todayWords.sentence(query.data)}</p>
      {adminToo && <HealthLine />}
      <Tiles today={query.data} />
      <Trend today={query.data} />
    </>
  );
}

type TodayFigures = Answer<Api['system']['getToday']>;

function Tiles({ today }: { today: TodayFigures }) {
  const customers = useCan('customers.listCustomers') ? '/customers' : undefined;
  const outbound = useCan('outreach.listOutbound') ? '/outbound' : undefined;
  const codes = useCan('channels.listCodes') ? '/codes?state=active' : undefined;
  const decides = useSession().data?.roles.some((role) => role !== 'manager') ?? false;
  const waiting = useWaitingCount({ enabled: decides });
  return (
    <div className="tiles">
      <Tile name="今日新增客户" value={today.addedToday} unit="位" formula={todayWords.formula.added} note={todayWords.addedNote(today)} to={customers && `${customers}?addedFrom=${today.day}&addedTo=${today.day}`} testId="figure-today" />
      <Tile name="今日流失客户" value={today.lostToday} unit="位" formula={todayWords.formula.lost} note={todayWords.lostNote(today)} />
      <Tile name="客户总数" value={today.customersTotal} unit="位" formula={todayWords.formula.total} note="范围内正在联系的客户" to={customers} />
      <Tile name="今日欢迎语" value={today.welcomesSent} unit="条" formula={todayWords.formula.welcomes} note={todayWords.welcomeNote(today)} to={outbound} />
      <Tile name="使用中的渠道码" value={today.codesActive} unit="个" formula={todayWords.formula.codes} to={codes} />
      {decides && <Tile name="等我审批" value={waiting} unit="项" formula={todayWords.formula.waiting} to="/approvals" testId="figure-waiting" />}
    </div>
  );
}

function Trend({ today: { trend } }: { today: TodayFigures }) {
  const lines = [{ name: '新增', unit: '位', values: trend.map(({ added }) => added) }, { name: '流失', unit: '位', values: trend.map(({ lost }) => lost) }];
  return (
    <section className="card section">
      <h2>近 {trend.length} 天新增与流失</h2>
      <DayChart days={trend.map(({ day }) => day)} lines={lines} label={todayWords.trend(trend)} />
    </section>
  );
}
