import { newId } from '../platform/chance.ts';
import type { Tx } from '../platform/mongo.ts';
import { ContactWay, type ContactWayRow, type WayOwner } from './contactWay.model.ts';

/** A way that WeCom has not been asked for yet. */
export const blankWay = (way: Pick<ContactWayRow, 'owner' | 'scene' | 'userids' | 'remark' | 'campaignId'>, createdAt: Date): ContactWayRow =>
  ({ _id: newId(), ...way, wecomState: `ch_${newId()}`, configId: '', qrCode: '', askedAt: null, state: 'syncing', reason: '', createdAt });

/** The ways of these owners, by owner id and scene. */
export async function findContactWays(kind: WayOwner['kind'], ownerIds: readonly string[], tx?: Tx): Promise<(ownerId: string, scene?: 1 | 2) => ContactWayRow | undefined> {
  const rows = await ContactWay.find({ 'owner.kind': kind, 'owner.id': { $in: [...new Set(ownerIds)] } }).session(tx ?? null).lean<ContactWayRow[]>();
  const ways = new Map(rows.map((row) => [`${row.owner.id}:${row.scene}`, row]));
  return (ownerId, scene = 2) => ways.get(`${ownerId}:${scene}`);
}

/** The ways that these `state`s of callbacks name; unknown ones are not in the map. */
export async function waysOfStates(states: readonly string[], tx?: Tx): Promise<Map<string, ContactWayRow>> {
  if (states.length === 0) return new Map();
  const rows = await ContactWay.find({ wecomState: { $in: [...new Set(states)] } }).session(tx ?? null).lean<ContactWayRow[]>();
  return new Map(rows.map((row) => [row.wecomState, row]));
}

/** A code has one way, made with it. */
export async function wayOfCode(codeId: string, tx?: Tx): Promise<ContactWayRow> {
  const way = (await findContactWays('code', [codeId], tx))(codeId);
  if (!way) throw new Error(`code ${codeId} without a contact way`);
  return way;
}
