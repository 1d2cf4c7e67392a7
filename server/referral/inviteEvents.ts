import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { linkClicked } from './events.ts';
import type { InviteCodeRow } from './inviteCode.model.ts';
import { InviteEvent, type InviteEventKind, type InviteEventRow } from './inviteEvent.model.ts';

/** Keeps what happened with codes; tells how many were not known yet. */
export async function noteInviteEvents(rows: InviteEventRow[], tx?: Tx): Promise<number> {
  if (rows.length === 0) return 0;
  const written = await InviteEvent.bulkWrite(
    rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })), { ordered: false, ...(tx ? { session: tx } : {}) },
  );
  return written.upsertedCount;
}

/** A click on a code's link, with the fact that others count. */
export async function noteClick({ _id: inviteId, managerUserid, campaignId }: InviteCodeRow, { clickId, via, at }: { clickId: string; via: string | null; at: Date }, tx: Tx): Promise<void> {
  await noteInviteEvents([{ _id: clickId, inviteId, kind: 'clicked', customerId: null, via, at }], tx);
  await publish(linkClicked, { key: clickId, at, payload: { inviteId, managerUserid, campaignId } }, tx);
}

export type InviteFigures = Record<InviteEventKind, number>;
const none = (): InviteFigures => ({ shared: 0, clicked: 0, scanned: 0, redeemed: 0, added: 0 });

/** How often each thing happened with each code. */
export async function figuresOf(inviteIds: readonly string[]): Promise<(inviteId: string) => InviteFigures> {
  const counted = await InviteEvent.aggregate<{ _id: { inviteId: string; kind: InviteEventKind }; count: number }>([
    { $match: { inviteId: { $in: [...inviteIds] } } },
    { $group: { _id: { inviteId: '$inviteId', kind: '$kind' }, count: { $sum: 1 } } },
  ]);
  const byInvite = new Map<string, InviteFigures>();
  for (const { _id, count } of counted) byInvite.set(_id.inviteId, { ...(byInvite.get(_id.inviteId) ?? none()), [_id.kind]: count });
  return (inviteId) => byInvite.get(inviteId) ?? none();
}
