import { sha256 } from '../platform/crypto.ts';
import type { CallbackRow } from './callback.model.ts';
import { readXml, type XmlFields, type XmlValue } from './callbackXml.rules.ts';

/** The same fields in any order are the same text. */
function canonical(value: XmlValue): XmlValue | unknown[] {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.keys(value).sort().map((name) => [name, canonical(value[name] ?? '')]);
}

/** One id for one fact: WeCom's copies differ in the envelope only, so timestamp and nonce have no part in it, nor has the hour. */
export const contentKey = (message: XmlFields): string => sha256(JSON.stringify(canonical(message)));

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const rawLimit = 4_000;

/** The inbox row of a decrypted message. What cannot be read is kept too: refused, it would only come again. */
export function arrivalOf(inner: string, receivedAt: Date): CallbackRow {
  const message = readable(inner);
  const common = { marks: [], receivedAt, repeats: 0 };
  if (!message) return { _id: sha256(inner), event: '', changeType: '', message: { raw: inner.slice(0, rawLimit) }, state: 'unreadable', ...common };
  return { _id: contentKey(message), event: textOf(message.Event ?? message.MsgType), changeType: textOf(message.ChangeType), message, state: 'received', ...common };
}

function readable(inner: string): XmlFields | undefined {
  try {
    return readXml(inner);
  } catch {
    return undefined; // the row's state says it
  }
}

/** userid: 1–64 bytes (contract 0); external ids are no longer. */
const idPattern = /^[0-9A-Za-z_.@-]{1,64}$/;
const secondsPattern = /^[1-9]\d{0,9}$/;

export type ContactFact =
  | { kind: 'added'; half: boolean; state: string | null; welcomeCode: string | null }
  | { kind: 'edited'; state: string | null }
  | { kind: 'removed'; by: 'customer' | 'staff'; byTransfer: boolean };
export type Reading = { kind: 'unknownEvent' } | { kind: 'unreadable' } | { kind: 'contact'; userid: string; externalUserid: string; at: Date; fact: ContactFact };

/** What a callback says, in our words (contract 2.3). */
export function readCallback({ event, changeType, message, receivedAt }: Pick<CallbackRow, 'event' | 'changeType' | 'message' | 'receivedAt'>): Reading {
  if (event !== 'change_external_contact') return { kind: 'unknownEvent' };
  const fact = factOf(changeType, message);
  if (!fact) return { kind: 'unknownEvent' };
  const [userid, externalUserid] = [textOf(message.UserID), textOf(message.ExternalUserID)];
  if (!idPattern.test(userid) || !idPattern.test(externalUserid)) return { kind: 'unreadable' };
  const seconds = textOf(message.CreateTime);
  return { kind: 'contact', userid, externalUserid, at: secondsPattern.test(seconds) ? new Date(Number(seconds) * 1_000) : receivedAt, fact };
}

function factOf(changeType: string, message: CallbackRow['message']): ContactFact | undefined {
  const state = textOf(message.State) || null;
  const welcomeCode = textOf(message.WelcomeCode) || null;
  switch (changeType) {
    case 'add_external_contact': return { kind: 'added', half: false, state, welcomeCode };
    case 'add_half_external_contact': return { kind: 'added', half: true, state, welcomeCode };
    case 'edit_external_contact': return { kind: 'edited', state };
    case 'del_external_contact': return { kind: 'removed', by: 'staff', byTransfer: textOf(message.Source) === 'DELETE_BY_TRANSFER' };
    case 'del_follow_user': return { kind: 'removed', by: 'customer', byTransfer: false };
    default: return undefined;
  }
}
