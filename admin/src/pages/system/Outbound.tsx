import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, type TableColumnsType } from 'antd';
import type { Answer, Api } from '../../../../shared/api.ts';
import { outboundChannelNames, outboundReasonNames, outboundStateNames, outboundStates, type OutboundState } from '../../../../shared/outreach/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { StateMark, type Mood } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { sayDuration } from '../../lib/dates.ts';
import { live } from '../../lib/queryClient.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';

type Row = Answer<Api['outreach']['listOutbound']>['rows'][number];
const moods: Record<OutboundState, Mood> = { queued: 'busy', sending: 'busy', sent: 'good', refused: 'bad', missed: 'bad', failed: 'bad', uncertain: 'off' };
const choices = [{ value: '', label: '全部' }, ...outboundStates.map((state) => ({ value: state, label: outboundStateNames[state] }))];

const columns: TableColumnsType<Row> = [
  { title: '时间', key: 'at', width: 140, render: (_, { requestedAt }) => <Time at={requestedAt} /> },
  { title: '客户', key: 'customer', render: (_, { customerName }) => <span className="strong">{customerName}</span> },
  { title: '客户经理', dataIndex: 'staffName' },
  { title: '内容', key: 'content', render: (_, { contentTitle, channel }) => <>{contentTitle}<div className="hint">{outboundChannelNames[channel]}</div></> },
  { title: '结果', key: 'state', render: (_, { state, reason }) => <><StateMark mood={moods[state]}>{outboundStateNames[state]}</StateMark>{reason && <div className="hint">{outboundReasonNames[reason]}</div>}</> },
  { title: '用时', key: 'took', width: 96, align: 'right', render: (_, { tookMs }) => (tookMs === null ? <span className="hint">–</span> : <span className="figure">{sayDuration(tookMs)}</span>) },
];

export function Outbound() {
  const { values, page, change } = useFilters(['state']);
  const state = oneOf(outboundStates, values.state);
  const input = { page, pageSize, ...(state ? { state } : {}) };
  const query = useQuery({ queryKey: ['outreach', 'listOutbound', input], queryFn: ({ signal }) => api.outreach.listOutbound(input, { signal }), placeholderData: keepPreviousData, ...live });
  return (
    <>
      <PageHead title="发送记录" hint="向客户发送的每一条内容和结果。用时从收到企业微信回调算起，到企业微信答复为止。" />
      <div className="filters"><Segmented options={choices} value={state ?? ''} onChange={(value) => change({ state: value })} aria-label="按结果筛选" /></div>
      <DataTable query={query} columns={columns} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} minWidth={760}
        empty={state ? <EmptyState title={`没有${outboundStateNames[state]}的记录`} /> : <EmptyState title="还没有发送过内容" hint="客户扫渠道码添加客户经理后，欢迎语的发送结果会出现在这里。" />} />
    </>
  );
}
