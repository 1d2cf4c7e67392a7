import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ErrorState } from '../../components/ErrorState.tsx';
import { NotAllowed } from '../../components/NotAllowed.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { api } from '../../lib/api.ts';
import { useCan, useSession } from '../../lib/useSession.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { dropDraft } from './policyDraft.ts';
import { PolicyEditor } from './PolicyEditor.tsx';
import { policiesKey, usePolicies } from './policyQueries.ts';

const list = { to: '/policies', name: '管户规则' };
const title = '修改规则';

export function NewPolicy() {
  const navigate = useNavigate();
  const userid = useSession().data?.userid;
  const [round, setRound] = useState(0);
  const { message } = App.useApp();
  const mayEver = useCan('attribution.proposePolicy');
  const { data, error, refetch } = usePolicies();
  const propose = useWrite(api.attribution.proposePolicy, {
    quiet: true, refresh: [[...policiesKey], ['org', 'listApprovals']],
    onDone: ({ version }) => { if (userid) dropDraft(userid); void message.success(`第 ${version} 版已提交，由合规审核人员审批`); navigate(list.to); },
  });
  if (!data || !userid) return <><PageHead back={list} title={title} />{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />}</>;
  const discard = () => { dropDraft(userid); setRound(round + 1); };
  const pending = data.rows.find(({ state }) => state === 'pending');
  if (mayEver && pending && !propose.isSuccess) return <><PageHead back={list} title={title} /><div className="card"><EmptyState title={`第 ${pending.version} 版在等审批`} hint="同一时间只审批一个版本。请等审批结束，或由提交人撤回后再修改。" action={<LinkButton to="/approvals?show=all&kind=bindingPolicy">查看审批</LinkButton>} /></div></>;
  if (!data.can.includes('attribution.proposePolicy') && !propose.isSuccess) return <NotAllowed back={list} title={title} />;
  return (
    <>
      <PageHead back={list} title={title} hint="改好后先试算，看哪些客户会换客户经理，再提交合规审核。新规则只管生效之后的触达。" />
      <PolicyEditor key={round} policies={data} userid={userid} onSubmit={propose.mutate} onDiscard={discard} pending={propose.isPending} error={propose.error} />
    </>
  );
}
