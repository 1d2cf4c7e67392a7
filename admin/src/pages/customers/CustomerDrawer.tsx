import { Drawer, Tabs, Timeline } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { addWayNames } from '../../../../shared/customers/constants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tags } from '../../components/Tags.tsx';
import { Time } from '../../components/Time.tsx';
import { oneOf } from '../../lib/useFilters.ts';
import { useCan } from '../../lib/useSession.ts';
import { AttributionTab } from './AttributionTab.tsx';
import { ChoicesTab } from './ChoicesTab.tsx';
import { useCustomer, type CustomerInFull } from './customerQueries.ts';
import { Face } from './Face.tsx';
import { FollowMark } from './FollowMark.tsx';
import { IdentityTab } from './IdentityTab.tsx';

const genders = { unknown: '未知', male: '男', female: '女' } as const;

/** One customer, over the list. */
export function CustomerDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useCustomer(id);
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={560} title="客户详情" extra={<CopyLink />} destroyOnHidden>
      {data && <Customer key={data.id} customer={data} />}
      {!data && id && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
    </Drawer>
  );
}

const tabs = ['overview', 'attribution', 'identity', 'choices'] as const;
type Tab = (typeof tabs)[number];

function Customer({ customer }: { customer: CustomerInFull }) {
  const [params, setParams] = useSearchParams();
  const seesAttribution = useCan('attribution.getAttribution');
  const seesChoices = useCan('privacy.listChoices');
  const items: { key: Tab; label: string; children: ReactNode }[] = [
    { key: 'overview', label: '概况', children: <Overview customer={customer} /> },
    ...(seesAttribution ? [{ key: 'attribution' as const, label: '归属', children: <AttributionTab customerId={customer.id} customerName={customer.name} /> }] : []),
    { key: 'identity', label: '身份', children: <IdentityTab customer={customer} /> },
    ...(seesChoices ? [{ key: 'choices' as const, label: '授权', children: <ChoicesTab customerId={customer.id} /> }] : []),
  ];
  const open = (tab: string) => setParams((old) => {
    const next = new URLSearchParams(old);
    if (tab === 'overview') next.delete('tab');
    else next.set('tab', tab);
    return next;
  }, { replace: true });
  return (
    <>
      <div className="name-cell customer-head">
        <Face src={customer.avatar} name={customer.name} size={56} />
        <div><h2>{customer.name}</h2><div className="hint">{genders[customer.gender]} · {customer.phoneMasked || '未留手机号'}</div></div>
      </div>
      <Tabs activeKey={oneOf(tabs, params.get('tab') ?? undefined) ?? 'overview'} onChange={open} items={items} destroyOnHidden />
    </>
  );
}

const Overview = ({ customer }: { customer: CustomerInFull }) => (
  <>
    <h3>客户经理</h3>
    {customer.follows.length === 0 && <p className="hint">还没有添加客户经理的企业微信</p>}
    {customer.follows.map((follow) => <FollowCard key={`${follow.userid}-${follow.addedAt}`} {...follow} />)}
    <h3>动态</h3>
    {customer.timeline.length === 0 && <p className="hint">还没有动态</p>}
    <Timeline items={customer.timeline.map(({ id, at, words }) => ({ key: id, content: <>{words}<div className="hint"><Time at={at} /></div></> }))} />
  </>
);

const FollowCard = ({ staffName, departmentName, remark, state, addWay, addedAt, tags }: CustomerInFull['follows'][number]) => (
  <div className="follow">
    <div className="follow-head"><span className="strong">{staffName}</span> <span className="hint">{departmentName}</span><span className="grow" /><FollowMark state={state} /></div>
    <dl className="facts">
      <dt>备注</dt><dd>{remark || '没有备注'}</dd>
      <dt>来源</dt><dd>{addWayNames[addWay]}</dd>
      <dt>添加</dt><dd><Time at={addedAt} /></dd>
      <dt>标签</dt><dd><Tags tags={tags} most={8} /></dd>
    </dl>
  </div>
);
