import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { CopyLink } from '../../components/CopyLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { businessDay } from '../../lib/clock.ts';
import { sayTime } from '../../lib/dates.ts';
import { useCan, useSession } from '../../lib/useSession.ts';
import { FactsDrawer } from './FactsDrawer.tsx';
import { isWholeMonths } from './periods.ts';
import { ReportBody } from './ReportBody.tsx';
import { ReportFilters } from './ReportFilters.tsx';
import { sheetUrl, useReportFilter, type ReportFilter } from './reportFilter.ts';
import { useReport, type Report as Answer } from './reportQueries.ts';
import { ReportSkeleton } from './ReportSkeleton.tsx';
import { isBlank, reportWords } from './reportWords.ts';
import { Trail } from './Trail.tsx';
import { useRebuild } from './useRebuild.tsx';

/** What managers brought in, from the first click to the bank's confirmation and its amounts. */
export function Report() {
  const session = useSession().data;
  const filter = useReportFilter();
  const query = useReport(filter.input);
  const rebuild = useRebuild();
  const { data, error, isPlaceholderData } = query;
  const seesOthers = session?.roles.some((role) => role !== 'manager') ?? false;
  const shown = data?.trail.at(-1);
  const scopeName = shown && shown.kind === 'manager' && shown.id === session?.userid ? '您' : shown?.name ?? '';
  return (
    <>
      <PageHead
        title="归因报表" hint={hintOf(data)}
        actions={<><CopyLink /><Button icon={<DownloadOutlined aria-hidden />} href={sheetUrl(filter.input)} download="归因报表.xlsx" data-testid="report-sheet">导出 Excel</Button>{rebuild.button}</>}
      />
      {rebuild.bar}
      {data && <Trail trail={data.trail} />}
      <Sentence report={isPlaceholderData ? undefined : data} scopeName={scopeName} filter={filter} isWaiting={!error} />
      <ReportFilters filter={filter} seesOthers={seesOthers} />
      {!data && (error ? <div className="card"><ErrorState error={error} onRetry={() => void query.refetch()} /></div> : <ReportSkeleton />)}
      {data && (
        <div className={isPlaceholderData ? 'stale' : undefined}>
          {error && <p className="notice-line" role="status">暂时没有更新成功，显示的是之前的内容</p>}
          {isBlank(data) && !isPlaceholderData ? <div className="card"><Nothing filter={filter} /></div> : <ReportBody report={data} filter={filter} scopeName={scopeName} />}
        </div>
      )}
      <FactsDrawer filter={filter} scopeName={scopeName} />
    </>
  );
}

function Sentence({ report, scopeName, filter, isWaiting }: { report: Answer | undefined; scopeName: string; filter: ReportFilter; isWaiting: boolean }) {
  if (!report) return isWaiting ? <div className="answer"><div className="bone bone-line" /></div> : null;
  const { metric, period, before, isNarrowed } = filter;
  const today = businessDay();
  const isOver = period.days.to < today;
  const measuresTargets = isWholeMonths(period.days, today) && !isNarrowed;
  return <p className="answer" data-testid="report-sentence">{isBlank(report) ? `${reportWords.none(period, scopeName, isOver)}数字。` : reportWords.sentence(report, scopeName, { metric, period, isOver, before, measuresTargets })}</p>;
}

/** Why there is nothing, and what brings the first figure. */
function Nothing({ filter: { period, isNarrowed, scope, change } }: { filter: ReportFilter }) {
  const seesInvites = useCan('referral.listInviteCodes');
  if (isNarrowed || scope.userid || scope.departmentId) return <EmptyState title="这些条件下没有数字" hint="换一段时间，或放宽筛选再看。" action={<Button onClick={() => change({ campaign: null, channel: null, departmentId: null, userid: null })}>清除筛选</Button>} />;
  if (period.days.to < businessDay()) return <EmptyState title="这段时间没有数字" hint="那时还没有客户点开邀请码或添加客户经理，银行也没有推送事件。" action={<Button onClick={() => change({ period: null, from: null, to: null })}>看本月</Button>} />;
  return <EmptyState title="这段时间还没有数字" hint="客户点开邀请码、添加客户经理后，数字几秒内出现在这里；开户、资产和购买由银行系统推送。" action={seesInvites && <LinkButton to="/invites">去看邀请码</LinkButton>} />;
}

function hintOf(report: Answer | undefined): string {
  if (!report) return '从客户点开邀请码，到银行确认管户和资产变动。';
  if (report.rebuilding) return '正在重算，数字可能还会变化。';
  return report.asOf ? `数据截至 ${sayTime(report.asOf)}。点数字看明细，悬停看算法。` : '点数字看明细，悬停看算法。';
}
