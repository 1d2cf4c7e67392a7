import { useEffect, useRef, useState } from 'react';
import { control } from '../lib/control.ts';
import { customerOf, useDesk } from '../lib/desk.ts';
import { miniAddress, readScan } from '../lib/scanned.ts';
import type { LinkCard, Scanned } from '../lib/types.ts';
import { useScreens } from '../lib/useScreens.ts';
import type { OpenCard } from '../parts/Card.tsx';
import { InboxButton } from '../parts/InboxButton.tsx';
import { Phone } from '../parts/Phone.tsx';
import { CustomerChat } from './CustomerChat.tsx';
import { CustomerHome } from './CustomerHome.tsx';
import { CustomerSms } from './CustomerSms.tsx';
import { FriendChat } from './FriendChat.tsx';
import { LinkPage } from './LinkPage.tsx';
import { MemberProfile } from './MemberProfile.tsx';
import { NobodyHolds } from './NobodyHolds.tsx';
import { PhonePage } from './PhonePage.tsx';
import { ScanSheet } from './ScanSheet.tsx';
import { ServiceNotices } from './ServiceNotices.tsx';

type Screen =
  | { kind: 'chat'; userid: string }
  | { kind: 'friend'; friend: string }
  | { kind: 'notices' }
  | { kind: 'profile'; found: Scanned }
  | { kind: 'link'; link: LinkCard }
  | { kind: 'page'; look: 'mini' | 'web'; address: string };

/** The code that the page's address asks to scan, once. */
function takeScanFromAddress() {
  const code = new URLSearchParams(location.search).get('scan');
  if (code) history.replaceState(null, '', location.pathname);
  return code ?? undefined;
}

/** A customer's WeChat. */
export function CustomerPhone() {
  const { state, attempt, say } = useDesk();
  const [pending, setPending] = useState(takeScanFromAddress);
  const [over, setOver] = useState<'scan' | 'sms'>();
  const { top, open, swap, back, home } = useScreens<Screen>();
  const me = customerOf(state, state.holding.externalUserid);
  const holder = me?.externalUserid;

  const openPage = (look: 'mini' | 'web', address: string) => {
    if (!state.phone.serverOrigin) return say({ text: '沙箱还不知道服务在哪里，请设置 SANDBOX_SERVER_URL。', bad: true });
    open({ kind: 'page', look, address });
  };
  const openMini = (page: string) => openPage('mini', miniAddress(state, page));
  const openText = async (text: string) => {
    setOver(undefined);
    const scan = readScan(state, text);
    if (scan.kind === 'mini') return openMini(scan.page);
    if (scan.kind === 'web') return openPage('web', scan.path);
    if (scan.kind === 'link') return open({ kind: 'link', link: { title: scan.url, url: scan.url } });
    const found = await attempt(() => control.scan(scan.qr));
    if (found) open({ kind: 'profile', found });
  };
  const openCard: OpenCard = (card) => {
    if (card.kind === 'miniprogram') return openMini(card.miniprogram.page);
    const scan = readScan(state, card.link.url);
    if (scan.kind === 'web') return openPage('web', scan.path);
    open(card);
  };

  const heldBefore = useRef(holder);
  useEffect(() => {
    if (heldBefore.current !== holder) { home(); setOver(undefined); }
    heldBefore.current = holder;
    if (!holder || !pending) return;
    setPending(undefined);
    void openText(pending);
    // Only a change of holder or of the address's code may start this; the others are new with each render.
  }, [holder, pending]);

  return (
    <Phone label="客户的手机" testid="customer-phone" look="wechat" above={me && <InboxButton testid="sms" name="短信" icon="chat" letters={state.sms} onOpen={() => setOver('sms')} />}>
      {!me && <NobodyHolds waiting={pending !== undefined} />}
      {me && !top && <CustomerHome me={me} onScan={() => setOver('scan')} onChat={(userid) => open({ kind: 'chat', userid })} onFriend={(friend) => open({ kind: 'friend', friend })} onNotices={() => open({ kind: 'notices' })} onMini={() => openMini('')} />}
      {me && top?.kind === 'chat' && <CustomerChat key={top.userid} me={me} userid={top.userid} back={back} leave={() => home()} onCard={openCard} />}
      {me && top?.kind === 'friend' && <FriendChat key={top.friend} me={me} friend={top.friend} back={back} onCard={openCard} />}
      {me && top?.kind === 'notices' && <ServiceNotices back={back} onPage={openMini} />}
      {me && top?.kind === 'profile' && <MemberProfile me={me} found={top.found} back={back} onAdded={(userid) => swap({ kind: 'chat', userid })} />}
      {top?.kind === 'link' && <LinkPage link={top.link} back={back} />}
      {me && state.phone.origin && top?.kind === 'page' && <PhonePage key={`${holder} ${top.address}`} me={me} origin={state.phone.origin} look={top.look} address={top.address} close={back} />}
      {over === 'scan' && <ScanSheet close={() => setOver(undefined)} onScan={openText} />}
      {me && over === 'sms' && <CustomerSms me={me} close={() => setOver(undefined)} />}
    </Phone>
  );
}
