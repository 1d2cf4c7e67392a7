import { useState } from 'react';
import { addedText, customerOf, lastAt, preview, relationOf, useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import type { Member } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen, Tabs } from '../parts/Phone.tsx';
import { CustomerList } from './CustomerList.tsx';
import { Workbench } from './Workbench.tsx';

const tabs = [
  { id: 'chats', name: '消息', icon: 'chat' },
  { id: 'customers', name: '客户', icon: 'people' },
  { id: 'workbench', name: '工作台', icon: 'grid' },
] as const;
type TabId = (typeof tabs)[number]['id'];

interface Props { me: Member; onChat: (externalUserid: string) => void; onCustomer: (externalUserid: string) => void }

export function ManagerHome({ me, onChat, onCustomer }: Props) {
  const { state } = useDesk();
  const [tab, setTab] = useState<TabId>('chats');
  const title = tab === 'chats' ? state.corp.name : tabs.find(({ id }) => id === tab)?.name;
  return (
    <Screen title={title} below={<Tabs tabs={tabs} current={tab} onPick={setTab} />}>
      {tab === 'chats' && <Chats me={me} onChat={onChat} />}
      {tab === 'customers' && <CustomerList me={me} onCustomer={onCustomer} />}
      {tab === 'workbench' && <Workbench me={me} />}
    </Screen>
  );
}

function Chats({ me, onChat }: { me: Member; onChat: (externalUserid: string) => void }) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const mine = state.chats.filter((chat) => chat.userid === me.userid && chat.lines.length > 0).sort((a, b) => lastAt(b) - lastAt(a));
  if (mine.length === 0) return <p className="empty">还没有消息。有客户添加{me.name}后，会话会出现在这里。</p>;
  return (
    <ul className="rows">
      {mine.map((chat) => (
        <li key={chat.externalUserid}>
          <button type="button" className="row" data-testid="manager-chat-row" onClick={() => onChat(chat.externalUserid)}>
            <Avatar id={chat.externalUserid} size={48} />
            <span className="row-main">
              <span className="row-line">
                <span className="row-name"><CustomerName userid={me.userid} externalUserid={chat.externalUserid} /></span>
                <time>{chatTime(lastAt(chat) * 1000, now)}</time>
              </span>
              <span className="row-sub">{preview(chat, addedText(state, chat.externalUserid))}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A customer as WeCom shows one: the remark or the name, then where they come from. */
export function CustomerName({ userid, externalUserid }: { userid: string; externalUserid: string }) {
  const { state } = useDesk();
  const remark = relationOf(state, userid, externalUserid)?.remark;
  return <>{remark || (customerOf(state, externalUserid)?.name ?? '已离开的客户')}<span className="at-wechat">@微信</span></>;
}
