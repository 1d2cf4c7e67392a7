import { Table } from 'antd';
import { DayChart } from '../../components/DayChart.tsx';
import { DayRange } from '../../components/DayRange.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { businessDay } from '../../lib/clock.ts';
import { asDay, sayDay } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import { useFilters } from '../../lib/useFilters.ts';
import { useCodeFigures } from './codeQueries.ts';
import { codeWords } from './codeWords.ts';

const defaultDays = 14;

export function CodeFiguresCard({ id }: { id: string }) {
  const { values, change } = useFilters(['from', 'to']);
  const from = asDay(values.from) ?? businessDay(1 - defaultDays);
  const to = asDay(values.to) ?? businessDay();
  const query = useCodeFigures({ id, from, to });
  return (
    <section className="card section">
      <div className="section-head">
        <h2>每日数据</h2>
        <DayRange from={from} to={to} onChange={(range) => change({ from: range?.from, to: range?.to })} mostDays={366} />
      </div>
      {query.data && <Figures data={query.data} words={codeWords.range(sayDay(from), sayDay(to), query.data.total)} />}
      {!query.data && (query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <div className="bone chart" />)}
    </section>
  );
}

type FiguresData = NonNullable<ReturnType<typeof useCodeFigures>['data']>;

const Figures = ({ data, words }: { data: FiguresData; words: string }) => (
  <>
    <p className="hint">{words}</p>
    <DayChart days={data.days.map(({ day }) => day)} label={words} lines={[{ name: '新增', unit: '位', values: data.days.map(({ added }) => added) }, { name: '流失', unit: '位', values: data.days.map(({ lost }) => lost) }]} />
    <Table
      size="small" rowKey="userid" dataSource={data.byStaff} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} locale={{ emptyText: <span className="hint">这段时间没有新增</span> }}
      columns={[
        { title: '客户经理', dataIndex: 'name' },
        { title: '新增', dataIndex: 'added', align: 'right', render: (value: number) => <span className="figure">{count(value)}</span> },
        { title: '流失', dataIndex: 'lost', align: 'right', render: (value: number) => <span className="figure">{count(value)}</span> },
      ]}
    />
  </>
);
