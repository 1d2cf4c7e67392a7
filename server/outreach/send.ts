import type { OutboundReason, OutboundState } from '../../shared/outreach/constants.ts';
import { mayRelease } from '../compliance/mayRelease.ts';
import { findVersion } from '../content/approvedVersion.ts';
import type { Values } from '../content/content.rules.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { mayContact } from '../privacy/mayContact.ts';
import { deliverWelcome } from './deliverWelcome.job.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';

export interface SendRequest {
  purpose: 'service' | 'marketing';
  channel: 'welcome';
  audience: { customerId: string; externalUserid: string; userid: string };
  contentVersionId: string;
  /** Fill variables of closed kinds: no free text. */
  values: Values;
  /** The member in whose name it goes out. */
  senderId: string;
  /** Where that member works: whose scope the record is in. */
  senderPath: string;
  /** One row and at most one sending a key. */
  businessKey: string;
  welcomeCode: string;
  /** When the callback reached us. */
  receivedAt: Date;
}
export interface Sending { outboundId: string; state: OutboundState; reason: OutboundReason | null }

/** The one door to a customer: asks compliance, content and privacy, records, and owes the call. What is refused is recorded too. */
export async function send(request: SendRequest, tx: Tx): Promise<Sending> {
  const { purpose, channel, audience, contentVersionId, values, senderId, senderPath, businessKey, welcomeCode, receivedAt } = request;
  const at = now();
  const version = await findVersion(contentVersionId, tx);
  const reason = (await mayRelease({ contentVersion: version, channel, userid: senderId, at }, tx)) ?? (await mayContact({ customerId: audience.customerId, purpose }, tx));
  const _id = newId();
  const state = reason ? 'refused' : 'queued';
  const row: Omit<OutboundRow, '_id' | 'businessKey'> = {
    purpose, channel, state, reason, customerId: audience.customerId, externalUserid: audience.externalUserid,
    staffUserid: senderId, departmentPath: senderPath, contentVersionId, contentTitle: version?.title ?? '', values,
    welcomeCode: reason ? '' : welcomeCode, requestedAt: at, receivedAt, attempts: 0, finishedAt: reason ? at : null,
  };
  const known = await Outbound.findOneAndUpdate({ businessKey }, { $setOnInsert: { _id, ...row } }, { upsert: true, session: tx, returnDocument: 'before' }).lean<OutboundRow>();
  if (known) return { outboundId: known._id, state: known.state, reason: known.reason };
  if (!reason) await owe(deliverWelcome, [{ key: _id, payload: { outboundId: _id } }], tx);
  return { outboundId: _id, state, reason };
}
