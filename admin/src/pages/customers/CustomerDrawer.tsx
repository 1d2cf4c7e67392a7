import { Drawer, Timeline } from 'antd';
import { addWayNames } from '../../../../shared/customers/constants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tags } from '../../components/Tags.tsx';
import { Time } from '../../components/Time.tsx';
import { useCustomer, type CustomerInFull } from './customerQueries.ts';
import { Face } from './Face.tsx';
import { FollowMark } from './FollowMark.tsx';

const genders = { unknown: '未知', male: '男', female: '女' } as const;

/** One customer, over the list. */
export function CustomerDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useCustomer(id);
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={480} title="客户详情" extra={<CopyLink />} destroyOnHidden>
      {data && <Customer customer={data} />}
      {!data && id && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
    </Drawer>
  );
}

const Customer = ({ customer }: { customer: CustomerInFull }) => (
  <>
    <div className="name-cell customer-head">
      <Face src={customer.avatar} name={customer.name} size={56} />
      <div><h2>{customer.name}</h2><div className="hint">{genders[customer.gender]} · {customer.phoneMasked || '未留手机号'}</div></div>
    </div>
    <h3>客户经理</h3>
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
