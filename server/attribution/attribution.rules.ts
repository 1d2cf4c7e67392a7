import type { BindingReason, PolicyMode, TouchFlag, TouchKind, WeighedKind } from '../../shared/attribution/constants.ts';

/** What the rule needs of a touch. Flags were found when it was recorded, so that a replay needs nothing else. */
export interface Touch {
  /** Business key. */
  id: string;
  kind: TouchKind;
  managerUserid: string | null;
  at: Date;
  flags: readonly TouchFlag[];
}
export interface PolicyRules { mode: PolicyMode; windowDays: number; weights: Record<WeighedKind, number>; lockOnConfirm: boolean }
/** A published version: for touches from `effectiveFrom` on, until a newer one begins. */
export interface Policy { version: number; rules: PolicyRules; effectiveFrom: Date }

export interface Holder {
  userid: string;
  since: Date;
  /** Which touch gave the customer to this manager. */
  touchId: string;
  weight: number;
  /** The window runs from here. */
  lastTouchAt: Date;
}
export interface State { holder: Holder | null; locked: boolean }
export interface Decision {
  touchId: string;
  at: Date;
  reason: BindingReason;
  before: string | null;
  after: string | null;
  locked: boolean;
  policyVersion: number;
}

/** What a person or the bank has decided outweighs every touch (weights end at 9) until the window has passed. */
const factWeight = 10;
const dayMs = 86_400_000;
export const nobody: State = { holder: null, locked: false };

/** By when it happened, then by key; never by arrival. */
export const byTime = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));

/** The newest version that had begun when the touch happened. */
export function policyAt(policies: readonly Policy[], at: Date): Policy {
  const [first, ...others] = policies.filter((each) => each.effectiveFrom <= at);
  if (!first) throw new Error(`no policy was in force at ${at.toISOString()}`);
  return others.reduce((newest, each) => (each.version > newest.version ? each : newest), first);
}

/** Who a customer belongs to after these touches, each with its reason. Pure: the same touches and policies give the same answer, in any order of arrival. */
export const foldTouches = (touches: readonly Touch[], policies: readonly Policy[]): Decision[] => foldAll(touches, policies).decisions;

/** The same with the state that it ends in. */
export function foldAll(touches: readonly Touch[], policies: readonly Policy[]): { decisions: Decision[]; state: State } {
  let state = nobody;
  const decisions = [...touches].sort(byTime).map((touch): Decision => {
    const policy = policyAt(policies, touch.at);
    const before = state.holder?.userid ?? null;
    const decided = decide(state, touch, policy.rules);
    state = decided.state;
    return { touchId: touch.id, at: touch.at, reason: decided.reason, before, after: state.holder?.userid ?? null, locked: state.locked, policyVersion: policy.version };
  });
  return { decisions, state };
}

interface Decided { reason: BindingReason; state: State }

/** One touch. The order of the rules is the order of these lines. */
export function decide(state: State, touch: Touch, rules: PolicyRules): Decided {
  const [flag] = touch.flags;
  if (flag) return { reason: flag, state };
  return decidedByFact(state, touch, rules) ?? decidedByWeight(state, touch, rules);
}

/** What the bank or a person has decided. A correction neither sets nor lifts the bank's lock: after one to nobody the customer waits for the bank. */
function decidedByFact(state: State, touch: Touch, rules: PolicyRules): Decided | undefined {
  const { kind, managerUserid } = touch;
  if (kind === 'release') return { reason: 'bankReleased', state: nobody };
  if (kind === 'correction' && managerUserid === null) return { reason: 'correctedToNone', state: { ...state, holder: null } };
  if (managerUserid === null) return undefined;
  const held = { ...state, holder: heldBy(managerUserid, state, touch, factWeight) };
  if (kind === 'confirm') return { reason: 'bankConfirmed', state: { ...held, locked: state.locked || rules.lockOnConfirm } };
  if (kind === 'handover') return { reason: 'handedOver', state: held };
  if (kind === 'correction') return { reason: 'corrected', state: held };
  return undefined;
}

function decidedByWeight(state: State, touch: Touch, { mode, windowDays, weights }: PolicyRules): Decided {
  const weight = touch.kind in weights ? weights[touch.kind as WeighedKind] : 0; // `in` has just told so
  const { holder } = state;
  const { managerUserid, at } = touch;
  if (weight === 0) return { reason: 'notBinding', state };
  if (state.locked) return { reason: 'lockedByBank', state };
  if (managerUserid === null) return holder ? { reason: 'refreshed', state: { ...state, holder: { ...holder, lastTouchAt: at } } } : { reason: 'noManager', state };
  const taken = (reason: BindingReason): Decided => ({ reason, state: { ...state, holder: heldBy(managerUserid, state, touch, weight) } });
  if (!holder) return taken('firstBinding');
  if (at.getTime() - holder.lastTouchAt.getTime() > windowDays * dayMs) return taken('windowPassed');
  if (holder.userid === managerUserid) return { reason: 'sameManager', state: { ...state, holder: { ...holder, lastTouchAt: at, weight: Math.max(holder.weight, weight) } } };
  if (weight > holder.weight) return taken('strongerTakes');
  if (weight < holder.weight) return { reason: 'weakerKeeps', state };
  return mode === 'lastTouch' ? taken('lastTouchTakes') : { reason: 'firstTouchKeeps', state };
}

/** Who holds the customer already does so since then, whatever confirms it. */
const heldBy = (userid: string, { holder }: State, { id, at }: Touch, weight: number): Holder =>
  ({ userid, ...(holder?.userid === userid ? { since: holder.since, touchId: holder.touchId } : { since: at, touchId: id }), weight, lastTouchAt: at });

/** When the holder's window ends unless somebody touches the customer again: from then on any manager's touch takes them. Null while locked. */
export const windowEndOf = ({ holder, locked }: State, { windowDays }: PolicyRules): Date | null =>
  (holder && !locked ? new Date(holder.lastTouchAt.getTime() + windowDays * dayMs) : null);
