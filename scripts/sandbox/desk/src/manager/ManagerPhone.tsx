import { useEffect, useRef, useState } from 'react';
import { memberOf, useDesk } from '../lib/desk.ts';
import { useScreens } from '../lib/useScreens.ts';
import { Phone } from '../parts/Phone.tsx';
import { CustomerDetail } from './CustomerDetail.tsx';
import { ManagerChat } from './ManagerChat.tsx';
import { ManagerHome } from './ManagerHome.tsx';
import { StaffInbox, StaffInboxButtons, type InboxKind } from './StaffInbox.tsx';

type Screen = { kind: 'chat' | 'customer'; externalUserid: string };

/** A member's WeCom. */
export function ManagerPhone() {
  const { state } = useDesk();
  const { top, open, back, home } = useScreens<Screen>();
  const me = memberOf(state, state.holding.userid);
  const holder = me?.userid;
  const [inbox, setInbox] = useState<InboxKind>();
  const heldBefore = useRef(holder);
  useEffect(() => {
    if (heldBefore.current !== holder) { home(); setInbox(undefined); }
    heldBefore.current = holder;
    // Only a change of holder closes the screens; `home` is new with each render.
  }, [holder]);

  return (
    <Phone label="客户经理的手机" testid="manager-phone" look="wecom" above={me && <StaffInboxButtons onOpen={setInbox} />}>
      {!me && <div className="screen nobody"><p>这部手机还没有人拿着。</p><p className="hint">在上方选择一位员工。</p></div>}
      {me && !top && (
        <ManagerHome me={me} onChat={(externalUserid) => open({ kind: 'chat', externalUserid })} onCustomer={(externalUserid) => open({ kind: 'customer', externalUserid })} />
      )}
      {me && top?.kind === 'chat' && (
        <ManagerChat key={top.externalUserid} me={me} externalUserid={top.externalUserid} back={back} onDetail={() => open({ kind: 'customer', externalUserid: top.externalUserid })} />
      )}
      {me && top?.kind === 'customer' && (
        <CustomerDetail key={top.externalUserid} me={me} externalUserid={top.externalUserid} back={back} leave={() => home()} onChat={() => open({ kind: 'chat', externalUserid: top.externalUserid })} />
      )}
      {me && inbox && <StaffInbox me={me} kind={inbox} close={() => setInbox(undefined)} />}
    </Phone>
  );
}
