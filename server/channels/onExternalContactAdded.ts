import { contactReading } from '../customers/contactReading.ts';
import type { Contact } from '../customers/ensureContact.ts';
import { ensureContacts } from '../customers/ensureContacts.ts';
import { onMany, publishMany, type Fact } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { externalContactAdded } from '../wecom/events.ts';
import { markCallback } from '../wecom/markCallback.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import type { ContactWayRow } from './contactWay.model.ts';
import { waysOfStates } from './contactWays.ts';
import { contactAdded } from './events.ts';
import { markCustomer } from './markCustomer.job.ts';
import { oweRefreshAtCap } from './oweRefreshAtCap.ts';
import { recordFacts } from './recordFacts.ts';
import { sendWelcomes } from './sendWelcomes.ts';

/** A nickname is worth this much of the welcome's 20 s, not more. */
const profileTimeoutMs = 1_500;

export type Added = Fact<{ callbackId: string; userid: string; externalUserid: string; half: boolean; state: string | null; welcomeCode: string | null; receivedAt: string }>;
/** An add with the customer it made and the way it came by. */
export interface Arrival { fact: Added; customerId: string; customerName: string; way: ContactWayRow | undefined; code: ChannelCodeRow | null; refusal: 'unknownState' | 'disabledCode' | undefined }

/** The one place that welcomes: counts the adds for their codes, sends, tells the domains below. */
export const onExternalContactAdded = onMany(externalContactAdded, 'channels.onExternalContactAdded', {
  lane: 'welcome',
  many: 10,
  prepare: (facts, { now }) => Promise.all(facts.map(({ externalUserid }) => readContacts(externalUserid, now))),
  async runMany(facts, { now, tx, prepared: contacts }) {
    const arrivals = await arrivalsOf(facts, contacts, tx);
    const recorded = await recordFacts(arrivals.map(({ fact: { externalUserid, userid, callbackId, occurredAt: at }, code }) => (
      { relation: { externalUserid, userid }, fact: { kind: 'added', key: callbackId, at, codeId: code?._id ?? null, welcomed: false } }
    )), tx);
    await publishMany(contactAdded, arrivals.filter((_, index) => recorded[index]?.isNewAdd).map(({ fact: { callbackId: key, userid, occurredAt: at }, customerId, way, code }) => (
      { key, payload: { customerId, userid, codeId: code?._id ?? null, codeName: code?.name ?? '', campaignId: way?.campaignId ?? null, inviteId: way?.owner.kind === 'invite' ? way.owner.id : null }, at }
    )), tx);
    for (const { fact, refusal } of arrivals) if (refusal) await markCallback(fact.callbackId, refusal, tx);
    await sendWelcomes(arrivals.filter((each) => !each.refusal), now, tx);
    await followCodes(arrivals, now, tx);
  },
});

async function arrivalsOf(facts: Added[], contacts: Contact[][], tx: Tx): Promise<Arrival[]> {
  const own = facts.map(({ externalUserid, userid, occurredAt: addedAt, state }): Contact => ({ externalUserid, userid, addedAt, ...(state ? { state } : {}) }));
  const ensured = await ensureContacts([...contacts.flat(), ...own], tx);
  const customers = ensured.slice(-own.length);
  const states = facts.flatMap(({ state }) => (state ? [state] : []));
  const ways = await waysOfStates(states, tx);
  const codeIds = [...ways.values()].filter((way) => way.owner.kind === 'code').map((way) => way.owner.id);
  const codes = codeIds.length > 0 ? await ChannelCode.find({ _id: { $in: codeIds } }).session(tx).lean<ChannelCodeRow[]>() : [];
  return facts.map((fact, index) => {
    const way = ways.get(fact.state ?? '');
    const found = codes.find((code) => code._id === way?.owner.id) ?? null;
    const refusal = refusalOf(fact.state, way, found);
    const customerId = customers[index]?.customerId;
    if (!customerId) throw new Error('ensureContacts lost a contact');
    return { fact, customerId, customerName: contacts[index]?.[0]?.profile?.name ?? '', way: refusal ? undefined : way, code: refusal ? null : found, refusal };
  });
}

/** The cap of the day, and the code's tags and remark. */
async function followCodes(arrivals: Arrival[], now: Date, tx: Tx): Promise<void> {
  for (const { code, fact } of arrivals) if (code) await oweRefreshAtCap(code, fact.userid, now, tx);
  // WeCom takes no tags for who has not been accepted yet (84061, contract 1.3): the full event follows.
  await owe(markCustomer, arrivals.flatMap(({ code, fact: { half, callbackId, externalUserid, userid } }) => {
    const hasMarks = code !== null && (code.tagIds.length > 0 || code.remarkPrefix !== '');
    return hasMarks && !half ? [{ key: callbackId, payload: { codeId: code._id, externalUserid, userid } }] : [];
  }), tx);
}

function refusalOf(state: string | null, way: ContactWayRow | undefined, code: ChannelCodeRow | null): Arrival['refusal'] {
  if (state && !way) return 'unknownState';
  return way?.state === 'closed' || code?.state === 'disabled' ? 'disabledCode' : undefined;
}

async function readContacts(externalUserid: string, at: Date): Promise<Contact[]> {
  try {
    return await contactReading(externalUserid, at, { timeoutMs: profileTimeoutMs });
  } catch (error) {
    if (error instanceof WecomError) return []; // the welcome does without the name
    throw error;
  }
}
