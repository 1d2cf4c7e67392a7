import { Button, Segmented, Select } from 'antd';
import { bankEventStateNames, bankEventStates, bankEventTypeNames, bankEventTypes, bankLimits, waitReasons, waitReasonWords } from '../../../../shared/bank/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { eventColumns } from './eventColumns.tsx';
import { useBankEvents } from './bankQueries.ts';

const states = [{ value: '', label: '全部' }, ...bankEventStates.map((value) => ({ value, label: bankEventStateNames[value] }))];
const types = bankEventTypes.map((value) => ({ value, label: bankEventTypeNames[value] }));
const reasons = waitReasons.map((value) => ({ value, label: waitReasonWords[value] }));

/** What came, with what became of it. */
export function BankEvents() {
  const { values, page, change } = useFilters(['state', 'type', 'reason', 'search']);
  const [type, reason] = [oneOf(bankEventTypes, values.type), oneOf(waitReasons, values.reason)];
  const state = reason ? 'waiting' : oneOf(bankEventStates, values.state);
  const search = values.search?.slice(0, bankLimits.eventIdLength);
  const query = useBankEvents({ page, pageSize, ...(state ? { state } : {}), ...(type ? { type } : {}), ...(reason ? { reason } : {}), ...(search ? { search } : {}) });
  const isFiltered = [state, type, reason, search].some(Boolean);
  const empty = isFiltered
    ? <EmptyState title="没有符合条件的事件" hint={search ? '事件编号和银行客户号要填写完整，一字不差。' : '换一个条件再看。'} action={<Button onClick={() => change({ state: null, type: null, reason: null, search: null })}>清除筛选</Button>} />
    : <EmptyState title="还没有收到事件" hint="银行系统发来事件后，会出现在这里。" />;
  return (
    <>
      <div className="filters">
        <Segmented options={states} value={state ?? ''} onChange={(next) => change({ state: next, reason: next === 'waiting' ? reason : null })} aria-label="按状态筛选" />
        <Select className="filter" aria-label="类型" placeholder="类型" allowClear value={type ?? null} onChange={(next: string | null | undefined) => change({ type: next })} options={types} />
        {state !== 'applied' && <Select className="reason-filter" aria-label="等待原因" placeholder="等待原因" allowClear popupMatchSelectWidth={false} value={reason ?? null} onChange={(next: string | null | undefined) => change({ reason: next, state: 'waiting' })} options={reasons} />}
        <SearchBox value={search ?? ''} onSearch={(text) => change({ search: text })} placeholder="完整的事件编号或银行客户号" maxLength={bankLimits.eventIdLength} />
      </div>
      <DataTable query={query} columns={eventColumns} rowKey={({ eventId }) => eventId} page={page} onPage={(next) => change({ page: next })} minWidth={1_160} empty={empty} testId="bank-events" rowTestId="bank-event" />
    </>
  );
}
