import { Table, type TableColumnsType } from 'antd';
import type { ApprovalDetails } from './approvalQueries.ts';

type Detail = ApprovalDetails[number];

const isChanged = ({ before, value }: Detail): boolean => before !== value;

const columns: TableColumnsType<Detail> = [
  { title: '项目', key: 'label', render: (_, each) => <>{each.label}{isChanged(each) && <> <span className="tag">有改动</span></>}</> },
  { title: '原来', key: 'before', width: '33%', render: (_, each) => <span className={isChanged(each) ? '' : 'hint'}>{each.before}</span> },
  { title: '改后', key: 'value', width: '33%', render: (_, each) => (isChanged(each) ? <span className="strong">{each.value}</span> : <span className="hint">不变</span>) },
];

/** What would change, beside what was there when it was asked for; then what else the decision rests on. */
export function Differences({ details }: { details: ApprovalDetails }) {
  const compared = details.filter(({ before }) => before !== null);
  const facts = details.filter(({ before }) => before === null);
  return (
    <>
      {compared.length > 0 && (
        <>
          <h3>改动</h3>
          <Table<Detail> className="inner-table" size="small" rowKey="label" dataSource={compared} columns={columns} pagination={false} data-testid="approval-differences" />
          <p className="hint">「原来」是提交申请时的内容，之后不再变化。</p>
        </>
      )}
      {facts.length > 0 && (
        <>
          <h3>依据</h3>
          <dl className="facts approval-facts">{facts.map(({ label, value }) => <div key={label} className="fact-pair"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
        </>
      )}
    </>
  );
}
