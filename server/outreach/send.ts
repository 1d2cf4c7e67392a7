import type { OutboundChannel, OutboundReason, OutboundState } from '../../shared/outreach/constants.ts';
import { mayReleaseMany } from '../compliance/mayRelease.ts';
import { findVersions } from '../content/approvedVersion.ts';
import type { ContentVersionRow } from '../content/contentVersion.model.ts';
import type { Values } from '../content/content.rules.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { mayContact } from '../privacy/mayContact.ts';
import { deliverSms } from './deliverSms.job.ts';
import { deliverWelcome } from './deliverWelcome.job.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';

interface Request {
  purpose: 'service' | 'marketing';
  audience: { customerId: string; externalUserid: string; userid: string };
  contentVersionId: string;
  /** The member in whose name it goes out; empty = the bank's. */
  senderId: string;
  /** Where that member works, or the customer belongs: whose scope the record is in. */
  senderPath: string;
  /** One row and at most one sending a key. */
  businessKey: string;
  /** When the callback reached us, or the customer asked. */
  receivedAt: Date;
}
export interface WelcomeRequest extends Request {
  channel: 'welcome';
  /** Fill variables of closed kinds: no free text. */
  values: Values;
  welcomeCode: string;
}
/** A text message with the code of a challenge, which is filled in where it leaves. */
export interface SmsRequest extends Request {
  channel: 'sms';
  values: Record<string, never>;
  sealedPhone: string;
  challengeId: string;
}
export type SendRequest = WelcomeRequest | SmsRequest;
export interface Sending { outboundId: string; state: OutboundState; reason: OutboundReason | null }

/** The one door to a customer: asks compliance, content and privacy, records, and owes the call. What is refused is recorded too. */
export async function send(request: SendRequest, tx: Tx): Promise<Sending> {
  const [sending] = await sendMany([request], tx);
  if (!sending) throw new Error('sendMany lost a request');
  return sending;
}

/** The same for requests that come together; answers in their order. Their keys differ. */
export async function sendMany(requests: SendRequest[], tx: Tx): Promise<Sending[]> {
  if (requests.length === 0) return [];
  const at = now();
  const known = await findVersions(requests.map((each) => each.contentVersionId), tx);
  const versions = requests.map(({ contentVersionId, channel }) => ofKind(known.get(contentVersionId), channel));
  const released = await mayReleaseMany(requests.map(({ channel, senderId }, index) => ({ contentVersion: versions[index], channel, userid: senderId })), at, tx);
  const rows: OutboundRow[] = [];
  for (const [index, request] of requests.entries()) {
    const reason = released[index] ?? (await mayContact({ customerId: request.audience.customerId, purpose: request.purpose }, tx));
    rows.push(outboundRow(request, versions[index], reason, at));
  }
  const recorded = await record(rows, tx);
  const queued = rows.filter((row) => row.state === 'queued' && !recorded.has(row.businessKey));
  for (const [channel, job] of Object.entries(deliveries)) {
    await owe(job, queued.filter((row) => row.channel === channel).map(({ _id }) => ({ key: _id, payload: { outboundId: _id } })), tx);
  }
  return rows.map((row) => {
    const { _id: outboundId, state, reason } = recorded.get(row.businessKey) ?? row;
    return { outboundId, state, reason };
  });
}

const deliveries = { welcome: deliverWelcome, sms: deliverSms } satisfies Record<OutboundChannel, unknown>;

/** What was reviewed for one channel goes out by no other. */
const ofKind = (version: ContentVersionRow | undefined, channel: OutboundChannel): ContentVersionRow | undefined => (version?.kind === channel ? version : undefined);

function outboundRow(request: SendRequest, version: ContentVersionRow | undefined, reason: OutboundReason | null, at: Date): OutboundRow {
  const { purpose, channel, audience, contentVersionId, values, senderId, senderPath, businessKey, receivedAt } = request;
  const { welcomeCode, sealedPhone, challengeId } = { welcomeCode: '', sealedPhone: '', challengeId: '', ...request };
  return {
    _id: newId(), businessKey, purpose, channel, state: reason ? 'refused' : 'queued', reason, customerId: audience.customerId, externalUserid: audience.externalUserid,
    staffUserid: senderId, departmentPath: senderPath, contentVersionId, contentTitle: version?.title ?? '', values,
    welcomeCode: reason ? '' : welcomeCode, sealedPhone: reason ? '' : sealedPhone, challengeId, requestedAt: at, receivedAt, attempts: 0, attemptedAt: null, attemptId: null, finishedAt: reason ? at : null,
  };
}

/** Writes what is not there yet; gives what was there, by its key. */
async function record(rows: OutboundRow[], tx: Tx): Promise<Map<string, OutboundRow>> {
  const written = await Outbound.bulkWrite(
    rows.map(({ businessKey, ...row }) => ({ updateOne: { filter: { businessKey }, update: { $setOnInsert: row }, upsert: true } })), { session: tx, ordered: false },
  );
  const knownKeys = rows.filter((_, index) => written.upsertedIds[index] === undefined).map((row) => row.businessKey);
  if (knownKeys.length === 0) return new Map();
  const known = await Outbound.find({ businessKey: { $in: knownKeys } }).session(tx).lean<OutboundRow[]>();
  return new Map(known.map((row) => [row.businessKey, row]));
}
