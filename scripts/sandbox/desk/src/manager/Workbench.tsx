import { useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import type { AppMessage, Member } from '../lib/types.ts';

/** What apps sent to this member. */
export function Workbench({ me }: { me: Member }) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const mine = state.messages.filter(({ userids }) => userids.includes(me.userid)).sort((a, b) => b.at - a.at);
  if (mine.length === 0) return <p className="empty">还没有应用消息。系统给{me.name}的提醒会出现在这里。</p>;
  return (
    <ul className="app-messages">
      {mine.map((message) => (
        <li key={message.msgid} data-testid="app-message">
          <p className="line-time">{chatTime(message.at * 1000, now)}</p>
          <div className="app-card"><Body message={message} /></div>
        </li>
      ))}
    </ul>
  );
}

function Body({ message }: { message: AppMessage }) {
  if (message.msgtype === 'text') return <p>{plain(message.body.content)}</p>;
  const { title, description, url, btntxt } = message.body;
  return (
    <>
      <h3>{title}</h3>
      <p>{plain(description)}</p>
      <a href={url} target="_blank" rel="noreferrer">{btntxt || '详情'}</a>
    </>
  );
}

/** WeCom's text may carry links and coloured divs; only their words are shown. */
const plain = (html: string) => new DOMParser().parseFromString(html.replaceAll(/<br ?\/?>|<\/div>(?=.)/g, '$&\n'), 'text/html').body.textContent ?? '';
