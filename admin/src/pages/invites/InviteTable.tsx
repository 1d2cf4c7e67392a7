import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { inviteStateNames, inviteStates } from '../../../../shared/referral/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { inviteColumns } from './inviteColumns.tsx';
import { useInvites } from './inviteQueries.ts';

const stateChoices = [{ value: '', label: '全部' }, ...inviteStates.map((state) => ({ value: state, label: inviteStateNames[state] }))];
const nothingYet = { title: '还没有邀请码', hint: '在上面选一个进行中的活动，就能看到它的邀请码。', action: undefined as ReactNode };

interface InviteTableProps { campaignId: string | undefined; actions?: ReactNode; empty?: { title: string; hint: string; action: ReactNode } }

export function InviteTable({ campaignId, actions, empty = nothingYet }: InviteTableProps) {
  const navigate = useNavigate();
  const { values, page, change } = useFilters(['search', 'state']);
  const state = oneOf(inviteStates, values.state);
  const query = useInvites({ page, pageSize, ...(campaignId ? { campaignId } : {}), ...(values.search ? { search: values.search } : {}), ...(state ? { state } : {}) });
  const isFiltered = Boolean(values.search || state);
  // an empty campaign offers its first step in the middle of the page
  const showsActions = actions !== undefined && (isFiltered || query.data === undefined || query.data.total > 0);
  const shown = isFiltered
    ? <EmptyState title="没有符合条件的邀请码" hint="换一个关键词或状态再看。" action={<Button onClick={() => change({ search: null, state: null })}>清除筛选</Button>} />
    : <EmptyState {...empty} />;
  return (
    <>
      <div className="filters">
        <SearchBox value={values.search ?? ''} onSearch={(search) => change({ search })} placeholder="客户经理姓名或完整邀请码" />
        <Segmented options={stateChoices} value={state ?? ''} onChange={(value) => change({ state: value })} aria-label="按状态筛选" />
        {showsActions && <><span className="grow" />{actions}</>}
      </div>
      <DataTable
        query={query} columns={inviteColumns(campaignId === undefined)} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} empty={shown}
        onOpen={({ id }) => navigate(`/invites/${id}${window.location.search}`)} minWidth={campaignId === undefined ? 1_060 : 960} testId="invites-table" rowTestId="invite-row"
      />
    </>
  );
}
