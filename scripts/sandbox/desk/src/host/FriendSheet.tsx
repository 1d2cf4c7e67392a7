import { useState } from 'react';
import { useDesk } from '../lib/desk.ts';
import type { Customer } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Sheet } from '../parts/Sheet.tsx';

const shownAtOnce = 40;

/** Whom the card goes to: anybody else of the demonstration. */
export function FriendSheet({ me, title, send, close }: { me: Customer; title: string; send: (to: string) => void; close: () => void }) {
  const { state } = useDesk();
  const [typed, setTyped] = useState('');
  const others = state.customers.filter(({ externalUserid, name }) => externalUserid !== me.externalUserid && name.toLowerCase().includes(typed.trim().toLowerCase())).reverse();
  return (
    <Sheet title="转发给朋友" close={close}>
      <h3>转发给朋友</h3>
      {title && <p className="share-title">{title}</p>}
      <div className="list-search"><input type="search" aria-label="搜索朋友" placeholder="搜索朋友" data-testid="friend-search" value={typed} onChange={(event) => setTyped(event.target.value)} /></div>
      <ul className="scan-list">
        {others.slice(0, shownAtOnce).map(({ externalUserid, name }) => (
          <li key={externalUserid}>
            <button type="button" className="scan-way" data-testid="friend" onClick={() => send(externalUserid)}><Avatar id={externalUserid} size={40} /><span className="row-name">{name}</span></button>
          </li>
        ))}
      </ul>
      {others.length === 0 && <p className="empty">{typed ? '没有找到这位朋友。' : '还没有别人。在上方“客户”里新建一位，就能转发给他。'}</p>}
      {others.length > shownAtOnce && <p className="empty">还有 {others.length - shownAtOnce} 人，搜索名字可以找到。</p>}
    </Sheet>
  );
}
