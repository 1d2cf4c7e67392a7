import { Table, type TableColumnsType } from 'antd';
import { StateMark } from '../../components/StateMark.tsx';
import { count } from '../../lib/figures.ts';
import type { Code } from './codeTypes.ts';
import { codeWords } from './codeWords.ts';

type Member = Code['staff'][number];

const columnsOf = (code: Code): TableColumnsType<Member> => [
  { title: '客户经理', key: 'name', render: (_, { name, departmentName }) => <><span className="strong">{name}</span> <span className="hint">{departmentName}</span></> },
  { title: '接待时段', key: 'shifts', render: (_, { shifts }) => codeWords.shifts(shifts) },
  { title: '今日新增 / 上限', key: 'today', align: 'right', render: (_, { addedToday, dailyCap }) => <span className="figure">{count(addedToday)} / {dailyCap === null ? '不限' : count(dailyCap)}</span> },
  { title: '现在', key: 'duty', width: 108, render: (_, member) => (code.state === 'active' ? <Duty {...member} /> : <span className="hint">–</span>) },
];

function Duty({ onDuty, dailyCap, addedToday }: Member) {
  if (onDuty) return <StateMark mood="good">当班</StateMark>;
  return <StateMark mood="off">{dailyCap !== null && addedToday >= dailyCap ? '已达上限' : '不在时段'}</StateMark>;
}

/** Whom the code leads to now, and how far today's caps are used. */
export const CodeStaffTable = ({ code }: { code: Code }) => (
  <section className="card section">
    <h2>客户经理</h2>
    <p className="hint">{codeWords.duty(code)}</p>
    <Table columns={columnsOf(code)} dataSource={code.staff} rowKey="userid" size="small" pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 520 }} />
  </section>
);
