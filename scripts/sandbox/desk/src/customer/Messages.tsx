import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import type { Customer, Sms } from '../lib/types.ts';
import { Icon } from '../parts/Icon.tsx';
import { Screen } from '../parts/Phone.tsx';

interface Props { me: Customer; close: () => void }

/** The phone's own app for text messages, over whatever was open. */
export function Messages({ me, close }: Props) {
  const { state, attempt } = useDesk();
  const now = useNow(state.clock);
  const unread = state.sms.some(({ read }) => !read);
  const readAll = unread && <button type="button" className="bar-text" data-testid="sms-read-all" onClick={() => attempt(() => control.smsRead({ externalUserid: me.externalUserid }))}>全部已读</button>;
  return (
    <div className="over" data-testid="sms-screen">
      <Screen title="短信" plain back={close} right={readAll}>
        <p className="list-count">{me.phone ? `本机号码 ${me.phone}` : '这部手机没有号码'}</p>
        {state.sms.length === 0 && <p className="empty">还没有短信。</p>}
        <ul className="sms-list">{state.sms.map((sms) => <Message key={sms.messageId} me={me} sms={sms} when={chatTime(sms.at * 1000, now)} />)}</ul>
      </Screen>
    </div>
  );
}

function Message({ me, sms, when }: { me: Customer; sms: Sms; when: string }) {
  const { say, attempt } = useDesk();
  const code = /(?<!\d)\d{4,8}(?!\d)/.exec(sms.text)?.[0];
  const read = () => { if (!sms.read) void attempt(() => control.smsRead({ externalUserid: me.externalUserid, messageId: sms.messageId })); };
  const copy = () => {
    read();
    navigator.clipboard.writeText(code ?? '').then(() => say({ text: '验证码已复制。' }), () => say({ text: '浏览器不让复制，请照着输入。', bad: true }));
  };
  return (
    <li className={sms.read ? 'sms' : 'sms unread'} data-testid="sms">
      <button type="button" className="sms-text" onClick={read}>
        <span className="row-line"><span className="row-name">{/^【([^】]+)】/.exec(sms.text)?.[1] ?? '短信'}</span><time>{when}</time></span>
        <span>{sms.text}</span>
        {sms.phone !== me.phone && <span className="row-sub">发给 {sms.phone}</span>}
        {!sms.read && <span className="dot">未读</span>}
      </button>
      {code && <button type="button" className="sms-copy" data-testid="sms-copy" onClick={copy}><Icon name="copy" size={16} />复制 {code}</button>}
    </li>
  );
}
