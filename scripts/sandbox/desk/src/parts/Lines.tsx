import { Fragment, useEffect, useRef } from 'react';
import { chatTime, useNow } from '../lib/time.ts';
import { useDesk } from '../lib/desk.ts';
import type { Attachment, Chat, ChatLine } from '../lib/types.ts';
import { Avatar } from './Avatar.tsx';
import { Card, type OpenCard } from './Card.tsx';

const quietSeconds = 300; // a later line gets its time above it, as in WeChat

interface Props { chat?: Chat; me: 'customer' | 'staff'; ids: { customer: string; staff: string }; systemText?: string; onCard?: OpenCard }

const sideOf = (line: ChatLine) => (line.from === 'customer' ? 'customer' : 'staff');

/** The bubbles of a chat; stays at the newest line. */
export function Lines({ chat, me, ids, systemText, onCard }: Props) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  const end = useRef<HTMLDivElement>(null);
  const count = chat?.lines.length ?? 0;
  const toEnd = () => { end.current?.closest('.screen-body')?.scrollTo({ top: end.current.offsetTop }); };
  useEffect(toEnd, [count]);
  return (
    <div className="lines" role="log" aria-label="聊天记录" onLoadCapture={toEnd}>
      {chat?.lines.map((line, index) => {
        const before = chat.lines[index - 1];
        const rested = !before || line.at - before.at > quietSeconds;
        return (
          <Fragment key={index}>
            {rested && <p className="line-time">{chatTime(line.at * 1000, now)}</p>}
            {line.from === 'system'
              ? <p className="line-system" data-testid="chat-line" data-from="system">{systemText ?? line.text}</p>
              : <Said line={line} mine={sideOf(line) === me} speaker={ids[sideOf(line)]} note={me === 'staff' && line.from === 'welcome' ? '自动发送的欢迎语' : undefined} onCard={onCard} />}
          </Fragment>
        );
      })}
      <div ref={end} />
    </div>
  );
}

interface SaidProps { line: ChatLine; mine: boolean; speaker: string; note?: string; onCard?: OpenCard }

/** What one side said: a bubble for the words, a card for each thing sent with them. */
function Said({ line, mine, speaker, note, onCard }: SaidProps) {
  const parts: (string | Attachment)[] = [...(line.text ? [line.text] : []), ...(line.attachments ?? [])];
  return (
    <div className="line-group" data-testid="chat-line" data-from={line.from}>
      {parts.map((part, index) => (
        <div key={index} className={mine ? 'line mine' : 'line'}>
          <Avatar id={speaker} size={40} />
          {typeof part === 'string' ? <p className="bubble">{part}</p> : <Card card={part} onOpen={onCard} />}
        </div>
      ))}
      {note && <p className="line-note">{note}</p>}
    </div>
  );
}
