import { Alert, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { ErrorState } from '../../components/ErrorState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { usePolicies, type Policies as AllPolicies, type Policy } from './policyQueries.ts';
import { policyWords, standingOf } from './policyWords.ts';

/** To whom customers belong: the rules in force, and all versions. */
export function Policies() {
  const { data, error, refetch } = usePolicies();
  const head = (
    <PageHead
      title="管户规则" hint="客户归哪位客户经理，由这里的规则判断；每次判断都记下当时的规则版本。"
      actions={data?.can.includes('attribution.proposePolicy') && <LinkButton type="primary" to="/policies/new" data-testid="policy-change">修改规则</LinkButton>}
    />
  );
  if (!data) return <>{head}{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />}</>;
  const current = data.rows.find(({ version }) => version === data.currentVersion);
  const pending = data.rows.find(({ state }) => state === 'pending');
  return (
    <>
      {head}
      {pending && <Alert className="alert" type="info" showIcon title={`第 ${pending.version} 版在等合规审核`} description={<>由{pending.createdByName}提交，审批结束前不能再提交新的版本。<Link to="/approvals?show=all&kind=bindingPolicy">查看审批</Link></>} />}
      {current && (
        <section className="card section" data-testid="policy-current">
          <h2>现在的规则（第 {current.version} 版）</h2>
          <p className="answer">{policyWords.sentence(current.rules)}</p>
        </section>
      )}
      <section className="card section">
        <h2>全部版本</h2>
        <Table<Policy>
          className="inner-table" size="middle" rowKey="version" dataSource={data.rows} columns={columns(data)} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 760 }}
          rowClassName="opens" expandable={{ expandRowByClick: true, expandedRowRender: ({ rules }) => <p className="version-words">{policyWords.sentence(rules)}</p> }}
        />
      </section>
    </>
  );
}

const columns = ({ currentVersion }: AllPolicies): TableColumnsType<Policy> => [
  { title: '版本', key: 'version', width: 84, render: (_, { version }) => <span className="strong">第 {version} 版</span> },
  { title: '状态', key: 'state', width: 108, render: (_, policy) => { const { name, mood } = standingOf(policy, currentVersion); return <StateMark mood={mood}>{name}</StateMark>; } },
  { title: '生效时间', key: 'from', width: 148, render: (_, policy) => policyWords.from(policy) },
  { title: '说明', dataIndex: 'note' },
  { title: '提交', key: 'by', width: 132, render: (_, { createdByName, createdAt }) => <>{createdByName}<div className="hint"><Time at={createdAt} /></div></> },
  { title: '审批', key: 'approved', width: 96, render: (_, { approvedByName }) => approvedByName || <span className="hint">–</span> },
];
