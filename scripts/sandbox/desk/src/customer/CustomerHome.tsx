import { useState, type ReactNode } from 'react';
import { chatOf, customerOf, memberOf, preview, lastAt, useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import type { Customer } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { MiniMark } from '../parts/Card.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Screen, Tabs } from '../parts/Phone.tsx';

const tabs = [
  { id: 'chats', name: '微信', icon: 'chat' },
  { id: 'contacts', name: '通讯录', icon: 'people' },
  { id: 'discover', name: '发现', icon: 'compass' },
] as const;
type TabId = (typeof tabs)[number]['id'];

interface Props { me: Customer; onScan: () => void; onChat: (userid: string) => void; onFriend: (friend: string) => void; onNotices: () => void; onMini: () => void }

export function CustomerHome({ me, onScan, onChat, onFriend, onNotices, onMini }: Props) {
  const [tab, setTab] = useState<TabId>('chats');
  const title = tabs.find(({ id }) => id === tab)?.name;
  const scanButton = <button type="button" className="bar-button" aria-label="扫一扫" data-testid="scan-open" onClick={onScan}><Icon name="scan" size={22} /></button>;
  return (
    <Screen title={title} right={scanButton} below={<Tabs tabs={tabs} current={tab} onPick={setTab} />}>
      {tab === 'chats' && <Chats me={me} onChat={onChat} onFriend={onFriend} onNotices={onNotices} />}
      {tab === 'contacts' && <Contacts me={me} onChat={onChat} />}
      {tab === 'discover' && (
        <ul className="cells">
          <li><button type="button" className="cell" onClick={onScan}><Icon name="scan" size={22} /><span className="cell-main">扫一扫</span><Icon name="right" size={16} /></button></li>
          <li><button type="button" className="cell" data-testid="mini-open" onClick={onMini}><MiniMark size={22} /><span className="cell-main">小程序</span><Icon name="right" size={16} /></button></li>
        </ul>
      )}
    </Screen>
  );
}

interface ChatRow { key: string; at: number; avatar: ReactNode; name: ReactNode; last: string; testid: string; onOpen: () => void }

function Chats({ me, onChat, onFriend, onNotices }: Pick<Props, 'me' | 'onChat' | 'onFriend' | 'onNotices'>) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const staff = state.chats.filter((chat) => chat.externalUserid === me.externalUserid && chat.lines.length > 0).map((chat): ChatRow => (
    { key: chat.userid, at: lastAt(chat), avatar: <Avatar id={chat.userid} size={48} />, name: <MemberName userid={chat.userid} />, last: preview(chat), testid: 'customer-chat-row', onOpen: () => onChat(chat.userid) }));
  const friends = state.friendChats.filter(({ people }) => people.includes(me.externalUserid)).map(({ people, lines }): ChatRow => {
    const friend = people.find((each) => each !== me.externalUserid) ?? '';
    return { key: friend, at: lines.at(-1)?.at ?? 0, avatar: <Avatar id={friend} size={48} />, name: customerOf(state, friend)?.name ?? '朋友', last: '[小程序]', testid: 'friend-chat-row', onOpen: () => onFriend(friend) };
  });
  const notice = state.notices.at(-1);
  const notices: ChatRow[] = notice ? [{ key: 'notices', at: notice.at, avatar: <span className="notice-mark"><MiniMark size={26} /></span>, name: '服务通知', last: Object.values(notice.data)[0] ?? '', testid: 'notices-row', onOpen: onNotices }] : [];
  const mine = [...staff, ...friends, ...notices].sort((a, b) => b.at - a.at);
  if (mine.length === 0) return <Empty text="还没有聊天。扫一扫客户经理的二维码，加上好友就能开始聊。" />;
  return (
    <ul className="rows">
      {mine.map(({ key, at, avatar, name, last, testid, onOpen }) => (
        <li key={key}>
          <button type="button" className="row" data-testid={testid} onClick={onOpen}>
            {avatar}
            <span className="row-main">
              <span className="row-line"><span className="row-name">{name}</span><time>{chatTime(at * 1000, now)}</time></span>
              <span className="row-sub">{last}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Contacts({ me, onChat }: { me: Customer; onChat: (userid: string) => void }) {
  const { state } = useDesk();
  const mine = state.relations.filter((relation) => relation.externalUserid === me.externalUserid && relation.twoWay);
  const talkedTo = (userid: string) => chatOf(state, userid, me.externalUserid)?.lines.length ?? 0;
  if (mine.length === 0) return <Empty text="通讯录里还没有人。" />;
  return (
    <ul className="rows">
      {mine.map(({ userid }) => (
        <li key={userid}>
          <button type="button" className="row" onClick={() => onChat(userid)}>
            <Avatar id={userid} size={40} />
            <span className="row-main"><span className="row-name"><MemberName userid={userid} /></span>{talkedTo(userid) === 0 && <span className="row-sub">还没有聊过</span>}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A member as WeChat shows one: the name, then the company. */
export function MemberName({ userid }: { userid: string }) {
  const { state } = useDesk();
  return <>{memberOf(state, userid)?.name ?? userid}<span className="at-corp">@{state.corp.name}</span></>;
}

function Empty({ text }: { text: string }) {
  return <p className="empty">{text}</p>;
}
