import { customerOf, useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import type { Customer } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Card, type OpenCard } from '../parts/Card.tsx';
import { Screen } from '../parts/Phone.tsx';

/** What two friends sent each other out of a mini-program. */
export function FriendChat({ me, friend, back, onCard }: { me: Customer; friend: string; back: () => void; onCard: OpenCard }) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const chat = state.friendChats.find(({ people }) => people.includes(me.externalUserid) && people.includes(friend));
  return (
    <Screen title={customerOf(state, friend)?.name ?? '朋友'} back={back} below={<p className="composer-off">和朋友的聊天只收发小程序卡片。</p>}>
      <div className="lines" role="log" aria-label="聊天记录">
        {chat?.lines.map((line, index) => (
          <div key={index} className="line-group" data-testid="chat-line" data-from={line.from === me.externalUserid ? 'me' : 'friend'}>
            <p className="line-time">{chatTime(line.at * 1000, now)}</p>
            {line.attachments.map((card, place) => (
              <div key={place} className={line.from === me.externalUserid ? 'line mine' : 'line'}><Avatar id={line.from} size={40} /><Card card={card} onOpen={onCard} /></div>
            ))}
          </div>
        ))}
      </div>
    </Screen>
  );
}
