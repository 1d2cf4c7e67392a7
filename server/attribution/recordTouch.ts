import type { BindingReason, TouchChannel, TouchKind } from '../../shared/attribution/constants.ts';
import { now } from '../platform/clock.ts';
import { publishMany } from '../platform/event.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { byTime } from './attribution.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { decidePersons } from './decidePersons.ts';
import { decisionWords } from './decisionWords.ts';
import { touchRecorded } from './events.ts';
import { findFlags } from './findFlags.ts';
import { personsOf, type Person } from './persons.ts';
import { Touch, type TouchRow } from './touch.model.ts';

export interface TouchFact {
  /** Business key: the same happening always has the same one. */
  key: string;
  customerId: string;
  kind: TouchKind;
  /** Whom it speaks for; null where nobody. */
  managerUserid: string | null;
  at: Date;
  campaignId?: string | null;
  inviteId?: string | null;
  /** `invite` where there is an inviteId, else `direct`, unless it says otherwise. */
  channel?: TouchChannel;
  /** The customer who passed the code or the link on. */
  via?: string | null;
  /** What there is to say beside the kind. */
  words?: string;
}
export interface TouchOutcome {
  reason: BindingReason;
  /** The reason as a sentence, with names. */
  words: string;
  /** Whether the customer belongs to the touch's manager by it, or still does. */
  bound: boolean;
  /** Who held the customer after it. */
  holderUserid: string | null;
}

/** Stores the touch with the decision that the rule gives. A second call with the same key gives the stored decision. */
export async function recordTouch(touch: TouchFact, tx: Tx): Promise<TouchOutcome> {
  const [outcome] = await recordTouches([touch], tx);
  if (!outcome) throw new Error('recordTouches lost a touch');
  return outcome;
}

/** The same for a crowd, in its order. */
export async function recordTouches(touches: TouchFact[], tx: Tx): Promise<TouchOutcome[]> {
  const known = await Touch.find({ _id: { $in: touches.map((each) => each.key) } }).session(tx).lean<TouchRow[]>();
  const fresh = freshOf(touches, known);
  const decisions = fresh.length > 0 ? await storeAndDecide(fresh, tx) : new Map<string, DecisionRow>();
  const missing = touches.filter((each) => !decisions.has(each.key)).map((each) => each.key);
  const stored = missing.length > 0 ? await BindingDecision.find({ touchId: { $in: missing }, supersededAt: null }).session(tx).lean<DecisionRow[]>() : [];
  for (const row of stored) decisions.set(row.touchId, row);
  return outcomesOf(touches, decisions, tx);
}

function freshOf(touches: TouchFact[], known: TouchRow[]): TouchFact[] {
  const seen = new Set(known.map((row) => row._id));
  return touches.filter(({ key }) => !seen.has(key) && seen.add(key));
}

async function storeAndDecide(fresh: TouchFact[], tx: Tx): Promise<Map<string, DecisionRow>> {
  const at = now();
  const persons = await personsOf(fresh.flatMap(({ customerId, via }) => [customerId, ...(via ? [via] : [])]), tx);
  const flags = await findFlags(fresh, persons, tx);
  await nativeOf(Touch).insertMany(fresh.map(({ key, campaignId = null, inviteId = null, channel = channelBy(inviteId), via = null, words = '', ...fact }, index): TouchRow => (
    { _id: key, ...fact, campaignId, inviteId, channel, via, words, flags: flags[index] ?? [], recordedAt: at }
  )), { session: tx });
  await publishMany(touchRecorded, fresh.flatMap(({ key, kind, managerUserid, at: happenedAt, campaignId = null, inviteId, channel }, index) => (
    managerUserid === null || flags[index]?.length ? [] : [{ key, at: happenedAt, payload: { touchId: key, kind, managerUserid, campaignId, channel: channel ?? channelBy(inviteId) } }]
  )), tx);
  const touched = [...new Set(fresh.flatMap(({ customerId }) => persons.get(customerId) ?? []))];
  return decidePersons(touched.map((person) => ({ person, cause: `touch:${earliestOf(person, fresh)}` })), at, tx);
}

const channelBy = (inviteId: string | null | undefined): TouchChannel => (inviteId ? 'invite' : 'direct');

/** Of a person's new touches the one from which on decisions may differ. */
const earliestOf = ({ ids }: Person, fresh: TouchFact[]): string =>
  fresh.filter(({ customerId }) => ids.includes(customerId)).map(({ key: id, at }) => ({ id, at })).sort(byTime)[0]?.id ?? '';

async function outcomesOf(touches: TouchFact[], decisions: Map<string, DecisionRow>, tx: Tx): Promise<TouchOutcome[]> {
  const managers = new Map(touches.map(({ key, managerUserid }) => [key, managerUserid]));
  const words = await decisionWords([...decisions.values()].filter((row) => managers.has(row.touchId)), (touchId) => managers.get(touchId) ?? null, tx);
  return touches.map(({ key, managerUserid }) => {
    const decision = decisions.get(key);
    if (!decision) throw new Error(`touch ${key} without a decision`);
    const { reason, after } = decision;
    return { reason, words: words.get(decision._id) ?? '', bound: managerUserid !== null && after === managerUserid, holderUserid: after };
  });
}
