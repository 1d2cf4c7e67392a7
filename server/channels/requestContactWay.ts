import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { ContactWay, type ContactWayRow } from './contactWay.model.ts';
import { blankWay } from './contactWays.ts';
import { makeContactWay } from './makeContactWay.job.ts';

export type WayRequest = Pick<ContactWayRow, 'owner' | 'scene' | 'userids' | 'remark'> & { campaignId?: string | null };

/** A contact way for this owner, made in WeCom by a job. Asked for again it is the same one. */
export async function requestContactWay(request: WayRequest, tx: Tx): Promise<string> {
  const [id] = await requestContactWays([request], tx);
  if (!id) throw new Error('requestContactWays lost a request');
  return id;
}

/** The same for many, in their order. */
export async function requestContactWays(requests: WayRequest[], tx: Tx): Promise<string[]> {
  if (requests.length === 0) return [];
  const rows = requests.map(({ campaignId = null, ...request }) => blankWay({ ...request, campaignId }, now()));
  const filterOf = ({ owner, scene }: ContactWayRow) => ({ 'owner.kind': owner.kind, 'owner.id': owner.id, scene });
  const written = await ContactWay.bulkWrite(
    rows.map((row) => ({ updateOne: { filter: filterOf(row), update: { $setOnInsert: withoutKey(row) }, upsert: true } })), { session: tx, ordered: false },
  );
  const known = rows.filter((_, index) => written.upsertedIds[index] === undefined);
  const stored = known.length > 0 ? await ContactWay.find({ $or: known.map(filterOf) }).session(tx).lean<ContactWayRow[]>() : [];
  const fresh = rows.filter((_, index) => written.upsertedIds[index] !== undefined);
  await owe(makeContactWay, fresh.map(({ _id }) => ({ key: _id, payload: { wayId: _id } })), tx);
  return rows.map((row) => stored.find(({ owner, scene }) => owner.kind === row.owner.kind && owner.id === row.owner.id && scene === row.scene)?._id ?? row._id);
}

/** What the filter names itself is not set a second time. */
const withoutKey = ({ owner: _owner, scene: _scene, ...rest }: ContactWayRow) => rest;
