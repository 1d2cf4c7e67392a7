import { Button, Table } from 'antd';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { count } from '../../lib/figures.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { healthKey, healthWords, type HealthFigures } from './healthWords.ts';

export const PartsCard = ({ parts }: Pick<HealthFigures, 'parts'>) => (
  <section className="card section">
    <h2>部件</h2>
    <ul className="lines">
      {parts.map(({ name, ok, detail }) => (
        <li key={name}>
          <div className="line-head"><span className="strong">{name}</span><StateMark mood={ok ? 'good' : 'bad'}>{ok ? '正常' : '异常'}</StateMark></div>
          {detail && <div className="hint">{detail}</div>}
        </li>
      ))}
    </ul>
  </section>
);

export function FailedWorkCard({ health: { failedWork, owed } }: { health: HealthFigures }) {
  const retry = useWrite(api.system.retryWork, { refresh: [[...healthKey]] });
  return (
    <section className="card section">
      <h2>失败的任务</h2>
      {failedWork.length === 0 && <p className="hint">{owed.failed === 0 ? '没有失败的任务。' : '没有可以显示的任务。'}</p>}
      {failedWork.length > 0 && (
        <Table size="small" rowKey="id" dataSource={failedWork} scroll={{ x: 640 }} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} columns={[
          { title: '任务', dataIndex: 'job', render: (job: string) => <code>{job}</code> },
          { title: '原因', dataIndex: 'reason' },
          { title: '时间', dataIndex: 'failedAt', width: 140, render: (at: string) => <Time at={at} /> },
          { title: '', key: 'act', width: 72, align: 'right', render: (_, { id, can }) => can.includes('system.retryWork') && <Button type="link" size="small" loading={retry.isPending && retry.variables.id === id} onClick={() => retry.mutate({ id })}>重试</Button> },
        ]} />
      )}
    </section>
  );
}

export const LanesCard = ({ lanes }: Pick<HealthFigures, 'lanes'>) => (
  <section className="card section">
    <h2>队列</h2>
    <Table size="small" rowKey="lane" dataSource={lanes} pagination={false} columns={[
      { title: '队列', dataIndex: 'lane', render: healthWords.lane },
      { title: '等待', dataIndex: 'waiting', align: 'right', render: (value: number) => <span className="figure">{count(value)}</span> },
      { title: '执行中', dataIndex: 'active', align: 'right', render: (value: number) => <span className="figure">{count(value)}</span> },
    ]} />
  </section>
);

export const ProcessesCard = ({ processes }: Pick<HealthFigures, 'processes'>) => (
  <section className="card section">
    <h2>进程</h2>
    <Table size="small" rowKey="id" dataSource={processes} pagination={false} columns={[
      { title: '职责', dataIndex: 'role', render: healthWords.role },
      { title: '启动', dataIndex: 'startedAt', render: (at: string) => <Time at={at} /> },
      { title: '最近上报', dataIndex: 'seenAt', render: (at: string) => <Time at={at} /> },
      { title: '内存', dataIndex: 'memoryMb', align: 'right', render: (value: number) => <span className="figure">{count(value)} MB</span> },
    ]} />
  </section>
);
