import type { TableColumnsType } from 'antd';
import { Link, useLocation } from 'react-router-dom';
import { addWayNames } from '../../../../shared/customers/constants.ts';
import { Tags } from '../../components/Tags.tsx';
import { Time } from '../../components/Time.tsx';
import type { Customer } from './customerQueries.ts';
import { Face } from './Face.tsx';
import { FollowMark } from './FollowMark.tsx';

export const customerColumns: TableColumnsType<Customer> = [
  { title: '客户', key: 'name', render: (_, customer) => <NameCell customer={customer} /> },
  { title: '手机', key: 'phone', width: 116, render: (_, { phoneMasked }) => (phoneMasked ? <span className="figure">{phoneMasked}</span> : <span className="hint">–</span>) },
  { title: '标签', key: 'tags', render: (_, { follows }) => <Tags tags={allTags(follows)} most={2} /> },
  { title: '客户经理', key: 'staff', render: (_, { follows }) => <StaffCell follows={follows} /> },
  { title: '来源', key: 'way', width: 100, render: (_, { follows: [follow] }) => (follow ? addWayNames[follow.addWay] : <span className="hint">–</span>) },
  { title: '最近添加', key: 'at', width: 120, render: (_, { lastAddedAt }) => <Time at={lastAddedAt} /> },
];

function NameCell({ customer }: { customer: Customer }) {
  const { search } = useLocation();
  const remark = customer.follows.map((follow) => follow.remark).find((text) => text && text !== customer.name);
  return (
    <div className="name-cell">
      <Face src={customer.avatar} name={customer.name} />
      <div><Link className="strong" to={`/customers/${customer.id}${search}`}>{customer.name}</Link>{remark && <div className="hint ellipsis">备注 {remark}</div>}</div>
    </div>
  );
}

function StaffCell({ follows }: { follows: Customer['follows'] }) {
  const [first, ...others] = follows;
  if (!first) return <span className="hint">–</span>;
  return (
    <>
      <div>{first.staffName} <span className="hint">{first.departmentName}</span>{others.length > 0 && <span className="hint"> 等 {follows.length} 人</span>}</div>
      {follows.every(({ state }) => state !== 'active') && <FollowMark state={first.state} />}
    </>
  );
}

function allTags(follows: Customer['follows']) {
  return [...new Map(follows.flatMap(({ tags }) => tags).map((tag) => [tag.id, tag])).values()];
}
