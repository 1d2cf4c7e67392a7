import { useState } from 'react';
import { customerOf, useDesk } from '../lib/desk.ts';
import { sourceOf } from '../lib/source.ts';
import { dateOf } from '../lib/time.ts';
import type { Member } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { CustomerName } from './ManagerHome.tsx';
import { TagChips } from './TagChips.tsx';

const shownAtOnce = 80;

export function CustomerList({ me, onCustomer }: { me: Member; onCustomer: (externalUserid: string) => void }) {
  const { state } = useDesk();
  const [typed, setTyped] = useState('');
  const mine = state.relations.filter((relation) => relation.userid === me.userid).sort((a, b) => b.createtime - a.createtime);
  const found = mine.filter(({ remark, externalUserid }) => `${remark} ${customerOf(state, externalUserid)?.name ?? ''}`.includes(typed.trim()));
  if (mine.length === 0) return <p className="empty">{me.canAddCustomers ? '还没有客户。用客户手机扫一个码试试。' : `${me.name}没有客户联系的权限，不能加客户。`}</p>;
  return (
    <>
      <div className="list-search">
        <input type="search" aria-label="搜索客户" placeholder="搜索姓名或备注" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <p className="list-count">我的客户 {mine.length} 人</p>
      <ul className="rows">
        {found.slice(0, shownAtOnce).map((relation) => (
          <li key={relation.externalUserid}>
            <button type="button" className="row tall" data-testid="customer-row" onClick={() => onCustomer(relation.externalUserid)}>
              <Avatar id={relation.externalUserid} size={44} />
              <span className="row-main">
                <span className="row-line">
                  <span className="row-name"><CustomerName userid={me.userid} externalUserid={relation.externalUserid} /></span>
                  {!relation.twoWay && <span className="lost">对方已删除</span>}
                </span>
                <span className="row-sub">{dateOf(relation.createtime * 1000)} · {sourceOf(state, relation)}</span>
                <TagChips tagIds={relation.tagIds} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > shownAtOnce && <p className="empty">还有 {found.length - shownAtOnce} 人，搜索姓名可以找到。</p>}
      {found.length === 0 && <p className="empty">没有找到这位客户。</p>}
    </>
  );
}
