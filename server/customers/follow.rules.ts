import type { FollowState } from '../../shared/customers/constants.ts';
import type { FollowRow } from './customer.model.ts';

/** That a manager and a customer are connected since `addedAt`. */
export interface Add { userid: string; departmentPath: string; addedAt: Date; addWay?: number; channelState?: string }
export interface Removal { userid: string; departmentPath: string; at: Date; by: 'customer' | 'staff' }
/** What WeCom's answer says of the relation at `readAt`. */
export interface Reading { readAt: Date; remark: string; grams: string[]; tagIds: string[]; phones: FollowRow['phones'] }

/** Callback and API tell the time of one and the same add some seconds apart. */
const sameAddMs = 60_000;
const lostStates: Record<Removal['by'], FollowState> = { customer: 'lostByCustomer', staff: 'lostByStaff' };

const blank = ({ userid, departmentPath }: { userid: string; departmentPath: string }): FollowRow => ({
  userid, departmentPath, remark: '', grams: [], phones: [], state: 'active', addWay: 0, channelState: null, tagIds: [], addedAt: null, removedAt: null, readAt: null,
});

const isLater = (at: Date, than: Date | null, byMs = 0): boolean => than === null || at.getTime() - than.getTime() > byMs;

/** No add of ours is this one. */
export const isNewAdd = (known: FollowRow | undefined, addedAt: Date): boolean =>
  !known || isLater(addedAt, known.addedAt, sameAddMs) || (known.removedAt !== null && isLater(addedAt, known.removedAt));

/** The relation after an add. Adds and removals may come in any order and more than once: the times decide. */
export function withAdd(known: FollowRow | undefined, add: Add): FollowRow {
  const row = { ...(known ?? blank(add)), departmentPath: add.departmentPath };
  const reopens = row.removedAt !== null && isLater(add.addedAt, row.removedAt);
  const origin = originAfter(row, add, reopens || isNewAdd(known, add.addedAt));
  const addedAt = row.addedAt && row.addedAt > add.addedAt ? row.addedAt : add.addedAt;
  return { ...row, ...origin, addedAt, ...(reopens ? { state: 'active' as const, removedAt: null } : {}) };
}

/** A new add brings its own origin, the same add fills what is missing, an older one says nothing. */
function originAfter(row: FollowRow, add: Add, isNew: boolean): Pick<FollowRow, 'addWay' | 'channelState'> {
  if (isNew) return { addWay: add.addWay ?? 0, channelState: add.channelState ?? null };
  if (row.addedAt && row.addedAt.getTime() - add.addedAt.getTime() > sameAddMs) return row;
  return { addWay: row.addWay || (add.addWay ?? 0), channelState: row.channelState ?? add.channelState ?? null };
}

/** The relation after a removal; one that was heard of before its add waits for it. */
export function withRemoval(known: FollowRow | undefined, removal: Removal): FollowRow {
  const row = known ?? blank(removal);
  if (row.addedAt && row.addedAt > removal.at) return row;
  if (row.removedAt && row.removedAt >= removal.at) return row;
  return { ...row, state: lostStates[removal.by], removedAt: removal.at };
}

/** Remark, tags and mobiles as of the latest reading. */
export function withReading(row: FollowRow, reading: Reading): FollowRow {
  if (row.readAt && row.readAt > reading.readAt) return row;
  return { ...row, ...reading };
}

/** When the customer came last; a removal stands in for an add that was never heard of. */
export const lastAddOf = (follows: FollowRow[]): Date =>
  new Date(Math.max(...follows.map((each) => (each.addedAt ?? each.removedAt)?.getTime() ?? 0)));
