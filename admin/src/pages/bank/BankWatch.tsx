import { DayChart } from '../../components/DayChart.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tile } from '../../components/Tile.tsx';
import { sayTime } from '../../lib/dates.ts';
import { useWatch, type Watch } from './bankQueries.ts';
import { bankUrl } from './bankUrl.ts';
import { bankWords, todayOf, waitingCount } from './bankWords.ts';
import { NothingCame } from './NothingCame.tsx';
import { WaitingCard } from './WaitingCard.tsx';

/** Whether the bank's data comes in, and what of it waits. */
export function BankWatch() {
  const { data, error, refetch } = useWatch();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  if (data.lastReceivedAt === null) return <NothingCame refusedToday={todayOf(data).refused} />;
  return (
    <>
      <p className="answer">{bankWords.sentence(data)}<span className="hint"> 最近一次收到：{sayTime(data.lastReceivedAt)}</span></p>
      <Tiles watch={data} />
      <WaitingCard waiting={data.waiting} />
      <Trend watch={data} />
    </>
  );
}

function Tiles({ watch }: { watch: Watch }) {
  const today = todayOf(watch);
  const { formula } = bankWords;
  const events = bankUrl({ tab: 'events' });
  return (
    <div className="tiles">
      <Tile name="今天收到" value={today.received} unit="条" formula={formula.received} note={bankWords.receivedNote(watch)} to={events} testId="figure-received" />
      <Tile name="当即生效" value={today.applied} unit="条" formula={formula.applied} note={bankWords.appliedNote(today)} />
      <Tile name="迟到" value={today.late} unit="条" formula={formula.late} note="发生超过 24 小时才收到" />
      <Tile name="拒收" value={today.refused} unit="次" formula={formula.refused} note={today.refused > 0 ? '请银行系统的人员查看答复' : undefined} />
      <Tile name="等待匹配" value={waitingCount(watch)} unit="条" formula={formula.waiting} note="至今一共" to={bankUrl({ tab: 'events', state: 'waiting' })} testId="figure-waiting" />
    </div>
  );
}

function Trend({ watch }: { watch: Watch }) {
  const { days } = watch;
  const lines = [
    { name: '收到', unit: '条', values: days.map(({ received }) => received) },
    { name: '收到时未匹配', unit: '条', values: days.map(({ received, applied }) => received - applied) },
    { name: '迟到', unit: '条', values: days.map(({ late }) => late) },
    { name: '拒收', unit: '次', values: days.map(({ refused }) => refused) },
  ];
  return (
    <section className="card section">
      <h2>近 {days.length} 天收到的事件</h2>
      <DayChart days={days.map(({ day }) => day)} lines={lines} label={bankWords.chart(watch)} />
    </section>
  );
}
