import { clipBytes } from '../platform/bytes.ts';
import { config } from '../platform/config.ts';
import { callWecom } from './client.ts';
import { wecomHost } from './hosts.ts';
import { takeRoom } from './limiter.ts';
import { WecomError } from './wecomError.ts';

/** To the bank's own people, in the app: contract 5.1. With a `card` it is one that opens a page. */
export interface AppMessage {
  userids: string[];
  text: string;
  card?: { title: string; url: string };
  /** An earlier try may have gone out: WeCom is asked not to deliver the same again within half an hour. */
  again?: boolean;
}

const noReceiver = 81_013;
const maxReceivers = 1_000;
/** WeCom reads `<a href>` and `<div class>`: what a name brings with it stays text. */
const plain = (text: string): string => text.replaceAll('<', '＜');

/** Sends once; gives the members who cannot get it (unknown, outside the app's range, not activated). */
export async function sendAppMessage({ userids, text, card, again = false }: AppMessage): Promise<{ invalidUserids: string[] }> {
  if (userids.length === 0 || userids.length > maxReceivers) throw new RangeError(`${userids.length} receivers`);
  const content = card
    ? { msgtype: 'textcard', textcard: { title: clipBytes(plain(card.title), 128), description: clipBytes(plain(text), 512), url: card.url, btntxt: '查看' } }
    : { msgtype: 'text', text: { content: clipBytes(plain(text), 2_048) } };
  try {
    const { invaliduser = '' } = await callWecom<{ invaliduser?: string }>({
      method: 'POST', path: '/cgi-bin/message/send', repeatable: false,
      body: { touser: userids.join('|'), agentid: config.WECOM_AGENT_ID, ...content, ...(again ? { enable_duplicate_check: 1, duplicate_check_interval: 1_800 } : {}) },
    });
    const invalid = new Set(invaliduser.toLowerCase().split('|')); // WeCom writes them small
    return { invalidUserids: userids.filter((userid) => invalid.has(userid.toLowerCase())) };
  } catch (error) {
    if (error instanceof WecomError && error.errcode === noReceiver) return { invalidUserids: userids };
    throw error;
  }
}

/** WeCom: 30 a minute and 1 000 an hour to one member, accounts × 200 a day in all; more is dropped without a word (contract 1.2). Half of each, because two of our windows may lie in one of theirs. */
export const roomForAppMessage = (userid: string, accounts: number): Promise<number> => takeRoom(wecomHost, [
  { name: 'appMessagesMinute', key: userid.toLowerCase(), points: 15, duration: 60 },
  { name: 'appMessagesHour', key: userid.toLowerCase(), points: 500, duration: 3_600 },
  { name: 'appMessagesDay', key: String(config.WECOM_AGENT_ID), points: Math.max(1, accounts) * 100, duration: 86_400 },
]);
