import { businessDay } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { foldAdds, withFact, type RelationFact, type Together } from './adds.rules.ts';
import { ChannelAdd, type ChannelAddRow } from './channelAdd.model.ts';
import { ChannelRelation, type ChannelRelationRow } from './channelRelation.model.ts';

export interface Relation { externalUserid: string; userid: string }

const idOf = ({ externalUserid, userid }: Relation): string => `${externalUserid}:${userid}`;

/** Keeps a fact and makes the counted adds anew from all of them. Tells whether it began a new time together. */
export async function recordFact(relation: Relation, fact: RelationFact, tx: Tx): Promise<{ isNewAdd: boolean }> {
  const before = await factsOf(relation, tx);
  const after = withFact(before, fact);
  await store(relation, before, after, tx);
  return { isNewAdd: foldAdds(after).length > foldAdds(before).length };
}

/** The add that this callback told of got its welcome. */
export async function recordWelcome(relation: Relation, key: string, tx: Tx): Promise<void> {
  const before = await factsOf(relation, tx);
  await store(relation, before, before.map((fact) => (fact.key === key ? { ...fact, welcomed: true } : fact)), tx);
}

async function factsOf(relation: Relation, tx: Tx): Promise<RelationFact[]> {
  const row = await ChannelRelation.findById(idOf(relation)).session(tx).lean<ChannelRelationRow>();
  return row?.facts ?? [];
}

async function store(relation: Relation, before: RelationFact[], after: RelationFact[], tx: Tx): Promise<void> {
  await ChannelRelation.updateOne({ _id: idOf(relation) }, { $set: { facts: after } }, { upsert: true, session: tx });
  const rows = countedRows(relation, after);
  const gone = countedRows(relation, before).filter((row) => !rows.some((each) => each._id === row._id));
  if (gone.length > 0) await ChannelAdd.deleteMany({ _id: { $in: gone.map((row) => row._id) } }, { session: tx });
  if (rows.length === 0) return;
  await ChannelAdd.bulkWrite(rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $set: row }, upsert: true } })), { session: tx, ordered: false });
}

const countedRows = (relation: Relation, facts: RelationFact[]): ChannelAddRow[] =>
  foldAdds(facts).flatMap((time) => (time.codeId === null ? [] : [countedRow(relation, time, time.codeId)]));

const countedRow = (relation: Relation, { addedAt, lostAt, welcomed }: Together, codeId: string): ChannelAddRow => ({
  _id: `${codeId}:${idOf(relation)}:${Math.floor(addedAt.getTime() / 1_000)}`, codeId, ...relation, welcomed,
  addedAt, day: businessDay(addedAt), lostAt, lostDay: lostAt && businessDay(lostAt),
});
