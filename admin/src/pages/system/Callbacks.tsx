import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, type TableColumnsType } from 'antd';
import type { Answer, Api } from '../../../../shared/api.ts';
import { callbackStateNames, callbackStates, type CallbackState } from '../../../../shared/wecom/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { StateMark, type Mood } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { count } from '../../lib/figures.ts';
import { live } from '../../lib/queryClient.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { callbackWords } from './callbackWords.ts';

type Callback = Answer<Api['wecom']['listCallbacks']>['rows'][number];
const moods: Record<CallbackState, Mood> = { received: 'busy', handled: 'good', unknownEvent: 'off', unreadable: 'bad' };
const choices = [{ value: '', label: '全部' }, ...callbackStates.map((state) => ({ value: state, label: callbackStateNames[state] }))];

const columns: TableColumnsType<Callback> = [
  { title: '收到', key: 'at', width: 150, render: (_, { receivedAt }) => <Time at={receivedAt} /> },
  { title: '事件', key: 'event', render: (_, { event }) => <>{callbackWords.event(event)}<div className="hint"><code>{event}</code></div></> },
  { title: '状态', key: 'state', width: 130, render: (_, { state }) => <StateMark mood={moods[state]}>{callbackStateNames[state]}</StateMark> },
  { title: '备注', key: 'marks', render: (_, { marks }) => (marks.length > 0 ? marks.map(callbackWords.mark).join('，') : <span className="hint">–</span>) },
  { title: '重复', key: 'repeats', width: 80, align: 'right', render: (_, { repeats }) => <span className="figure">{count(repeats)}</span> },
];

export function Callbacks() {
  const { values, page, change } = useFilters(['state']);
  const state = oneOf(callbackStates, values.state);
  const input = { page, pageSize, ...(state ? { state } : {}) };
  const query = useQuery({ queryKey: ['wecom', 'listCallbacks', input], queryFn: ({ signal }) => api.wecom.listCallbacks(input, { signal }), placeholderData: keepPreviousData, ...live });
  return (
    <>
      <PageHead title="企业微信回调" hint="企业微信推送的事件，最近收到的在前，不含个人信息。" />
      <div className="filters"><Segmented options={choices} value={state ?? ''} onChange={(value) => change({ state: value })} aria-label="按状态筛选" /></div>
      <DataTable query={query} columns={columns} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} minWidth={680}
        empty={state ? <EmptyState title={`没有${callbackStateNames[state]}的回调`} /> : <EmptyState title="还没有收到回调" hint="请在「连接与健康」检查回调地址是否已在企业微信后台填好。" />} />
    </>
  );
}
