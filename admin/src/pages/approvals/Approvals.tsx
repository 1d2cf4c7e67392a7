import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { approvalKindNames, approvalKinds, approvalStateNames, approvalStates } from '../../../../shared/org/constants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { isApiError } from '../../lib/apiError.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { useNarrow } from '../../lib/useNarrow.ts';
import { useCan } from '../../lib/useSession.ts';
import { ApprovalDetail } from './ApprovalDetail.tsx';
import { ApprovalItems } from './ApprovalItems.tsx';
import { useApproval, useApprovals } from './approvalQueries.ts';
import { Deputies } from './Deputies.tsx';
import { useQueueKeys } from './useQueueKeys.ts';

const pageSize = 20;
const shows = [{ value: '', label: '待我审批' }, { value: 'all', label: '全部' }];

/** A queue: what waits on the left, the chosen one on the right; after a decision the next one opens. */
export function Approvals() {
  const { id } = useParams();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { values, page, change } = useFilters(['show', 'state', 'kind']);
  const [showsDeputies, setShowsDeputies] = useState(false);
  const maySetDeputy = useCan('org.setDeputy');
  const showsAll = values.show === 'all';
  const [state, kind] = [oneOf(approvalStates, values.state), oneOf(approvalKinds, values.kind)];
  const query = useApprovals({ page, pageSize, ...(showsAll ? (state ? { state } : {}) : { waitingForMe: true }), ...(kind ? { kind } : {}) });
  const rows = query.data?.rows ?? [];
  const listed = rows.find((each) => each.id === id);
  const byAddress = useApproval(id, { enabled: query.data !== undefined && !listed });
  const chosen = id ? listed ?? byAddress.data : narrow ? undefined : rows[0];
  const open = (next: string | undefined) => navigate(`/approvals${next ? `/${next}` : ''}${window.location.search}`, { replace: true });
  const at = rows.findIndex((each) => each.id === chosen?.id);
  const step = (by: number) => { const next = rows[Math.max(0, at + by)]; if (next) open(next.id); };
  const goOn = () => open((rows[at + 1] ?? rows[at - 1])?.id);
  useQueueKeys({ j: () => step(1), k: () => step(-1) });
  if (!query.data) return <><PageHead title="审批" />{query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <PageSkeleton />}</>;
  const detail = chosen
    ? <ApprovalDetail key={chosen.id} approval={chosen} onDecided={showsAll ? undefined : goOn} />
    : <div className="card"><Nothing id={id} error={byAddress.error} onRetry={() => void byAddress.refetch()} isEmpty={rows.length === 0} showsAll={showsAll} onAll={() => change({ show: 'all' })} /></div>;
  return (
    <>
      <PageHead
        title="审批" hint={narrow ? '申请人不能审批自己的申请。' : '申请人不能审批自己的申请。快捷键：J 下一个，K 上一个，A 同意，R 不同意。'} {...(narrow && id ? { back: { to: `/approvals${window.location.search}`, name: '审批列表' } } : {})}
        actions={<><CopyLink />{maySetDeputy && <Button onClick={() => setShowsDeputies(true)}>代理人</Button>}</>}
      />
      {!(narrow && id) && (
        <div className="filters">
          <Segmented options={shows} value={showsAll ? 'all' : ''} onChange={(value) => { change({ show: value, state: null }); }} aria-label="看哪些审批" />
          <Select className="filter" aria-label="类型" placeholder="类型" allowClear value={kind ?? null} onChange={(next: string | null | undefined) => change({ kind: next })} options={approvalKinds.map((each) => ({ value: each, label: approvalKindNames[each] }))} />
          {showsAll && <Select className="filter" aria-label="状态" placeholder="状态" allowClear value={state ?? null} onChange={(next: string | null | undefined) => change({ state: next })} options={approvalStates.map((each) => ({ value: each, label: approvalStateNames[each] }))} />}
        </div>
      )}
      <div className="queue">
        {!(narrow && id) && rows.length > 0 && <ApprovalItems rows={rows} total={query.data.total} page={page} pageSize={pageSize} chosenId={chosen?.id} onOpen={open} onPage={(next) => change({ page: next })} />}
        {(!narrow || id || rows.length === 0) && <div className={rows.length === 0 ? 'queue-wide' : ''}>{detail}</div>}
      </div>
      {showsDeputies && <Deputies onClose={() => setShowsDeputies(false)} />}
    </>
  );
}

interface NothingProps { id: string | undefined; error: unknown; onRetry: () => void; isEmpty: boolean; showsAll: boolean; onAll: () => void }

function Nothing({ id, error, onRetry, isEmpty, showsAll, onAll }: NothingProps) {
  if (isApiError(error, 'org.approvalNotFound')) return <EmptyState title="没有这个审批，或不在您的管辖范围" hint="请从列表中选择。" />;
  if (error) return <ErrorState error={error} onRetry={onRetry} />;
  if (id) return <PageSkeleton />;
  if (!isEmpty) return <EmptyState title="从左边选择一个申请" />;
  if (showsAll) return <EmptyState title="还没有申请" hint="更正管户、修改管户规则时提交的申请，会出现在这里。" />;
  return <EmptyState title="没有等您审批的申请" hint="有新的申请时会出现在这里。" action={<Button onClick={onAll}>查看全部申请</Button>} />;
}
