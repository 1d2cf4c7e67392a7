import { useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import { Icon } from './Icon.tsx';
import { LinkedText } from './LinkedText.tsx';
import { Screen } from './Phone.tsx';

/** A text message or a mail; `note` is for what differs from the rest, as a number that is no longer this phone's. */
export interface Letter { messageId: string; title: string; text: string; at: number; read: boolean; note?: string; code?: string }

interface Props { testid: string; name: string; hint: string; letters: Letter[]; onRead: (messageId?: string) => void; close: () => void }

/** The phone's own app for text messages or mail, over whatever was open. */
export function Inbox({ testid, name, hint, letters, onRead, close }: Props) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const unread = letters.some(({ read }) => !read);
  const readAll = unread && <button type="button" className="bar-text" data-testid={`${testid}-read-all`} onClick={() => onRead()}>全部已读</button>;
  return (
    <div className="over" data-testid={`${testid}-screen`}>
      <Screen title={name} plain back={close} right={readAll}>
        <p className="list-count">{hint}</p>
        {letters.length === 0 && <p className="empty">还没有{name}。</p>}
        <ul className="letters">
          {letters.map((letter) => <Item key={letter.messageId} testid={testid} letter={letter} when={chatTime(letter.at * 1000, now)} onRead={() => { if (!letter.read) onRead(letter.messageId); }} />)}
        </ul>
      </Screen>
    </div>
  );
}

function Item({ testid, letter, when, onRead }: { testid: string; letter: Letter; when: string; onRead: () => void }) {
  const { say } = useDesk();
  const { title, text, note, code, read } = letter;
  const copy = () => navigator.clipboard.writeText(code ?? '').then(() => say({ text: '验证码已复制。' }), () => say({ text: '浏览器不让复制，请照着输入。', bad: true }));
  // Whatever is pressed in it reads it; the button in its head is there for the keyboard.
  return (
    <li className={read ? 'letter' : 'letter unread'} data-testid={testid} onClick={onRead}>
      <button type="button" className="letter-head">
        <span className="row-line"><span className="letter-title">{title}</span><time>{when}</time></span>
        {note && <span className="row-sub">{note}</span>}
        {!read && <span className="dot">未读</span>}
      </button>
      <p className="letter-text"><LinkedText text={text} /></p>
      {code && <button type="button" className="letter-copy" data-testid={`${testid}-copy`} onClick={copy}><Icon name="copy" size={16} />复制 {code}</button>}
    </li>
  );
}
