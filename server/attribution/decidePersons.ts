import { requestContactWays } from '../channels/requestContactWay.ts';
import { recordFacts } from '../customers/recordFacts.ts';
import { findStaff } from '../org/findStaff.ts';
import type { StaffRow } from '../org/staff.model.ts';
import { publishMany } from '../platform/event.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { byTime, foldTouches, type Policy } from './attribution.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { differenceOf } from './difference.rules.ts';
import { holderChanged, intervalsChanged } from './events.ts';
import { Holding, type HoldingRow } from './holding.model.ts';
import { confirmedOf, differFrom, intervalsOf } from './intervals.rules.ts';
import { byPerson, type Person } from './persons.ts';
import { publishedPolicies } from './policies.ts';
import { Touch, type TouchRow } from './touch.model.ts';

/** Why these persons are decided anew: `touch:<id>`, `merge:<id>`, `unmerge:<id>`. */
export interface Deciding { person: Person; cause: string }

interface Outcome {
  deciding: Deciding;
  before: HoldingRow | undefined;
  after: Pick<HoldingRow, 'holder' | 'confirmed' | 'locked'>;
  /** When it came to be so: with the touch, or now where the past was decided anew. */
  at: Date;
}

/**
 * Folds all touches of each person, and makes what is stored say the same: decisions that no longer hold are superseded, never changed.
 * Gives the decisions that stand, by touch.
 */
export async function decidePersons(decidings: Deciding[], now: Date, tx: Tx): Promise<Map<string, DecisionRow>> {
  const ids = decidings.flatMap(({ person }) => person.ids);
  const touches = await Touch.find({ customerId: { $in: ids } }).session(tx).lean<TouchRow[]>();
  const standing = await BindingDecision.find({ customerId: { $in: ids }, supersededAt: null }).session(tx).lean<DecisionRow[]>();
  const holdings = new Map((await Holding.find({ _id: { $in: ids } }).session(tx).lean<HoldingRow[]>()).map((row) => [row._id, row]));
  const policies = await publishedPolicies(tx);
  const persons = new Map(decidings.flatMap(({ person }) => person.ids.map((id) => [id, person] as const)));
  const [touchesOf, standingOf] = [byPerson(touches, persons), byPerson(standing, persons)];
  const changes = decidings.map((deciding) => changeOf(deciding, touchesOf.get(deciding.person.id) ?? [], standingOf.get(deciding.person.id) ?? [], policies, now));
  await writeDecisions(changes, now, tx);
  const outcomes = changes.map(({ deciding, decisions, superseded }): Outcome => (
    { deciding, before: holdings.get(deciding.person.id), after: holdingOf(decisions), at: superseded.length > 0 ? now : decisions.at(-1)?.at ?? now }
  ));
  await writeHoldings(outcomes, tx);
  await tellOthers(outcomes, tx);
  await tellHistory(changes, tx);
  return new Map(changes.flatMap(({ decisions }) => decisions.map((row) => [row.touchId, row] as const)));
}

interface Change { deciding: Deciding; /** From when on the holders of the past are others; a merge or its undoing may have changed them all. */ from: Date | undefined; superseded: DecisionRow[]; fresh: DecisionRow[]; /** All that stand from now on, in order. */ decisions: DecisionRow[] }

function changeOf(deciding: Deciding, touches: TouchRow[], standing: DecisionRow[], policies: Policy[], decidedAt: Date): Change {
  const customerOf = new Map(touches.map((each) => [each._id, each.customerId]));
  const folded = foldTouches(touches.map(({ _id: id, ...touch }) => ({ id, ...touch })), policies);
  const { superseded, fresh } = differenceOf(folded, standing);
  const rows = fresh.map((each): DecisionRow => (
    { _id: `${each.touchId}#${each.n}`, customerId: customerOf.get(each.touchId) ?? deciding.person.id, ...each, decidedAt, supersededAt: null, supersededBy: null }
  ));
  const gone = new Set(superseded.map((row) => row._id));
  const decisions = [...standing.filter((row) => !gone.has(row._id)), ...rows].sort(inOrder);
  const from = deciding.cause.startsWith('touch:') ? differFrom(intervalsOf([...standing].sort(inOrder)), intervalsOf(decisions)) : beginning;
  return { deciding, from, superseded, fresh: rows, decisions };
}

const beginning = new Date(0);
const inOrder = (a: DecisionRow, b: DecisionRow): number => byTime({ at: a.at, id: a.touchId }, { at: b.at, id: b.touchId });

const tellHistory = (changes: Change[], tx: Tx): Promise<void> => publishMany(intervalsChanged, changes.flatMap(({ deciding: { person, cause }, from }) => (
  from ? [{ key: `${person.id}:${cause}`, payload: { customerId: person.id, from: from.toISOString() } }] : []
)), tx);

async function writeDecisions(changes: Change[], now: Date, tx: Tx): Promise<void> {
  const marks = changes.flatMap(({ deciding: { cause }, superseded }) => superseded.map(({ _id }) => (
    { updateOne: { filter: { _id }, update: { $set: { supersededAt: now, supersededBy: cause } } } }
  )));
  if (marks.length > 0) await nativeOf(BindingDecision).bulkWrite(marks, { session: tx });
  const fresh = changes.flatMap((each) => each.fresh);
  if (fresh.length > 0) await nativeOf(BindingDecision).insertMany(fresh, { session: tx });
}

/** The holder with the time from which, and the touch by which: what standing decisions say in the end. */
export function holdingOf(decisions: readonly DecisionRow[]): Outcome['after'] {
  const last = intervalsOf(decisions).at(-1);
  const holder = last?.userid ? { userid: last.userid, since: last.from, touchId: last.touchId } : null;
  return { holder, confirmed: confirmedOf(decisions), locked: decisions.at(-1)?.locked ?? false };
}

async function writeHoldings(outcomes: Outcome[], tx: Tx): Promise<void> {
  const none = { holder: null, confirmed: null, locked: false };
  const rows = outcomes.flatMap(({ deciding: { person }, after }) => person.ids.map((_id) => (
    { _id, set: _id === person.id ? { mergedInto: null, ...after } : { mergedInto: person.id, ...none } }
  )));
  await nativeOf(Holding).bulkWrite(rows.map(({ _id, set }) => ({ updateOne: { filter: { _id }, update: { $set: set, $inc: { revision: 1 } }, upsert: true } })), { session: tx, ordered: false });
}

/** The customer's facts, the manager's contact ways, and whoever listens. */
async function tellOthers(outcomes: Outcome[], tx: Tx): Promise<void> {
  // Merging and parting write the customers' records anew: what they say of the holder is written with it.
  const changed = outcomes.filter(({ deciding: { cause }, before, after }) => !cause.startsWith('touch:') || !isSame(before?.holder, after.holder) || !isSame(before?.confirmed, after.confirmed));
  if (changed.length === 0) return;
  const staff = await findStaff(changed.flatMap(({ after: { holder, confirmed } }) => [holder, confirmed].flatMap((each) => each?.userid ?? [])), tx);
  const placed = (held: { userid: string; since: Date } | null) => held && { userid: held.userid, since: held.since, departmentPath: staff.get(held.userid)?.departmentPath ?? '/1/' };
  for (const { deciding: { person }, after } of changed) await recordFacts(person.id, { holder: placed(after.holder), confirmedHolder: placed(after.confirmed) }, tx);
  const moved = changed.filter(({ before, after }) => (before?.holder?.userid ?? null) !== (after.holder?.userid ?? null));
  await requestContactWays(waysOf(moved.flatMap(({ after }) => staff.get(after.holder?.userid ?? '') ?? [])), tx);
  await publishMany(holderChanged, moved.map(({ deciding: { person, cause }, before, after: { holder }, at }) => ({
    at,
    key: `${person.id}:${cause}`,
    payload: { customerId: person.id, before: before?.holder?.userid ?? null, after: holder?.userid ?? null, touchId: holder?.touchId ?? cause.slice(cause.indexOf(':') + 1) },
  })), tx);
}

const isSame = (a: { userid: string; since: Date } | null | undefined, b: { userid: string; since: Date } | null): boolean =>
  (a?.userid ?? null) === (b?.userid ?? null) && (a?.since.getTime() ?? 0) === (b?.since.getTime() ?? 0);

/** A manager who holds somebody can be reached from the mini-program (1) and by a QR code (2): contract 4.2. */
function waysOf(staff: StaffRow[]) {
  const able = new Map(staff.filter((each) => each.status === 'active' && each.canAddCustomers).map((each) => [each._id, each]));
  return [...able.keys()].flatMap((userid) => ([1, 2] as const).map((scene) => ({ owner: { kind: 'manager' as const, id: userid }, scene, userids: [userid], remark: '客户经理' })));
}
