import { useRef, useState } from 'react';
import { AskSheet } from '../host/AskSheet.tsx';
import { FriendSheet } from '../host/FriendSheet.tsx';
import { usePhoneHost, type Unheard } from '../host/usePhoneHost.ts';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { pageOfAddress } from '../lib/scanned.ts';
import type { Customer } from '../lib/types.ts';
import { MiniMark } from '../parts/Card.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Sheet } from '../parts/Sheet.tsx';

interface Props { me: Customer; origin: string; look: 'mini' | 'web'; address: string; close: () => void }

/** A page of the server's on this person's phone: as a mini-program, or in WeChat's browser. */
export function PhonePage({ me, origin, look, address, close }: Props) {
  const { state, attempt } = useDesk();
  const frame = useRef<HTMLIFrameElement>(null);
  const [round, setRound] = useState(0);
  const [menu, setMenu] = useState(false);
  const [sharing, setSharing] = useState<Unheard>();
  const isMini = look === 'mini';
  const host = usePhoneHost({ frame, origin, onLeave: close, onUnheard: setSharing });
  const reload = () => { setMenu(false); host.restart(); setRound(round + 1); };
  const share = () => { setMenu(false); host.tell('menu:share:appmessage'); };
  const shareHere = (to: string) => {
    if (!sharing) return;
    setSharing(undefined);
    void attempt(() => control.share({ from: me.externalUserid, to, title: sharing.title, path: pageOfAddress(sharing.url), imageUrl: '' }));
  };
  return (
    <div className="screen page-screen" data-testid={isMini ? 'miniprogram-page' : 'web-page'}>
      <header className="screen-bar page-bar plain">
        <button type="button" className="bar-button" aria-label="返回" data-testid="page-back" onClick={host.goBack}><Icon name="back" /></button>
        <h2>{host.place.title || state.corp.name}</h2>
        <span className="capsule">
          <button type="button" aria-label="更多" data-testid="page-menu" onClick={() => setMenu(true)}><Icon name="more" size={20} /></button>
          <button type="button" aria-label="关闭" data-testid="page-close" onClick={close}><Icon name={isMini ? 'target' : 'close'} size={20} /></button>
        </span>
      </header>
      <div className="page-body">
        {!host.ready && <div className="page-wait" role="status"><span className="mini-big"><MiniMark size={40} /></span><p>正在打开…</p></div>}
        <iframe key={round} ref={frame} title={isMini ? '小程序' : '网页'} src={origin + address} allow="clipboard-write; geolocation" data-testid="page-frame" />
      </div>
      {menu && (
        <Sheet title="更多" close={() => setMenu(false)}>
          {isMini && <button type="button" className="sheet-row" data-testid="menu-share" onClick={share}>转发给朋友</button>}
          <button type="button" className="sheet-row" data-testid="menu-reload" onClick={reload}>{isMini ? '重新进入小程序' : '重新加载'}</button>
          <button type="button" className="sheet-row" onClick={() => setMenu(false)}>取消</button>
        </Sheet>
      )}
      {sharing && <FriendSheet me={me} title={sharing.title} send={shareHere} close={() => setSharing(undefined)} />}
      {host.ask && <AskSheet key={host.ask.id} me={me} ask={host.ask} answer={host.answer} />}
    </div>
  );
}
