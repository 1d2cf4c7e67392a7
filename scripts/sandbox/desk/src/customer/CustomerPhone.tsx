import { useEffect, useRef, useState } from 'react';
import { control } from '../lib/control.ts';
import { customerOf, useDesk } from '../lib/desk.ts';
import type { LinkCard, MiniProgramCard, Scanned } from '../lib/types.ts';
import { useScreens } from '../lib/useScreens.ts';
import { Phone } from '../parts/Phone.tsx';
import { CustomerChat } from './CustomerChat.tsx';
import { CustomerHome } from './CustomerHome.tsx';
import { LinkPage } from './LinkPage.tsx';
import { MemberProfile } from './MemberProfile.tsx';
import { MiniProgramPage } from './MiniProgramPage.tsx';
import { NobodyHolds } from './NobodyHolds.tsx';
import { ScanSheet } from './ScanSheet.tsx';

type Screen =
  | { kind: 'chat'; userid: string }
  | { kind: 'profile'; found: Scanned }
  | { kind: 'link'; link: LinkCard }
  | { kind: 'miniprogram'; miniprogram: MiniProgramCard };

/** The code that the page's address asks to scan, once. */
function takeScanFromAddress() {
  const configId = new URLSearchParams(location.search).get('scan');
  if (configId) history.replaceState(null, '', location.pathname);
  return configId ?? undefined;
}

/** A customer's WeChat. */
export function CustomerPhone() {
  const { state, attempt } = useDesk();
  const [pending, setPending] = useState(takeScanFromAddress);
  const [scanning, setScanning] = useState(false);
  const { top, open, swap, back, home } = useScreens<Screen>();
  const me = customerOf(state, state.holding.externalUserid);
  const holder = me?.externalUserid;

  const scan = async (qr: string) => {
    setScanning(false);
    const found = await attempt(() => control.scan(qr));
    if (found) open({ kind: 'profile', found });
  };

  const heldBefore = useRef(holder);
  useEffect(() => {
    if (heldBefore.current !== holder) home();
    heldBefore.current = holder;
    if (!holder || !pending) return;
    setPending(undefined);
    void scan(pending);
    // Only a change of holder or of the address's code may start this; `scan` and `home` are new with each render.
  }, [holder, pending]);

  return (
    <Phone label="客户的手机" testid="customer-phone" look="wechat">
      {!me && <NobodyHolds waiting={pending !== undefined} />}
      {me && !top && <CustomerHome me={me} onScan={() => setScanning(true)} onChat={(userid) => open({ kind: 'chat', userid })} />}
      {me && top?.kind === 'chat' && (
        <CustomerChat key={top.userid} me={me} userid={top.userid} back={back} leave={() => home()} onCard={open} />
      )}
      {me && top?.kind === 'profile' && (
        <MemberProfile me={me} found={top.found} back={back} onAdded={(userid) => swap({ kind: 'chat', userid })} />
      )}
      {top?.kind === 'link' && <LinkPage link={top.link} back={back} />}
      {top?.kind === 'miniprogram' && <MiniProgramPage card={top.miniprogram} back={back} />}
      {scanning && <ScanSheet close={() => setScanning(false)} onScan={scan} />}
    </Phone>
  );
}
