import { businessDay } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { foldAdds, withFact, type RelationFact, type Together } from './adds.rules.ts';
import { ChannelAdd, type ChannelAddRow } from './channelAdd.model.ts';
import { ChannelRelation, type ChannelRelationRow } from './channelRelation.model.ts';

export interface Relation { externalUserid: string; userid: string }
/** What happens to the facts of one relation. */
interface Change { relation: Relation; next: (facts: RelationFact[]) => RelationFact[] }

const idOf = ({ externalUserid, userid }: Relation): string => `${externalUserid}:${userid}`;

/** Keeps facts and makes the counted adds anew from all of them. Tells of each whether it began a new time together. */
export async function recordFacts(facts: { relation: Relation; fact: RelationFact }[], tx: Tx): Promise<{ isNewAdd: boolean }[]> {
  const changed = await change(facts.map(({ relation, fact }) => ({ relation, next: (before) => withFact(before, fact) })), tx);
  return changed.map(({ before, after }) => ({ isNewAdd: foldAdds(after).length > foldAdds(before).length }));
}

/** The adds that these callbacks told of got their welcome. */
export async function recordWelcomes(welcomes: { relation: Relation; key: string }[], tx: Tx): Promise<void> {
  await change(welcomes.map(({ relation, key }) => ({
    relation, next: (before) => before.map((fact) => (fact.key === key ? { ...fact, welcomed: true } : fact)),
  })), tx);
}

/** One after the other in memory, read and written once. */
async function change(changes: Change[], tx: Tx): Promise<{ before: RelationFact[]; after: RelationFact[] }[]> {
  const relations = new Map(changes.map(({ relation }) => [idOf(relation), relation]));
  const rows = await ChannelRelation.find({ _id: { $in: [...relations.keys()] } }).session(tx).lean<ChannelRelationRow[]>();
  const stored = new Map(rows.map((row) => [row._id, row.facts]));
  const current = new Map(stored);
  const steps = changes.map(({ relation, next }) => {
    const before = current.get(idOf(relation)) ?? [];
    const after = next(before);
    current.set(idOf(relation), after);
    return { before, after };
  });
  await ChannelRelation.bulkWrite(
    [...current].map(([_id, facts]) => ({ updateOne: { filter: { _id }, update: { $set: { facts } }, upsert: true } })), { session: tx, ordered: false },
  );
  await storeAdds([...relations].map(([id, relation]) => ({ relation, before: stored.get(id) ?? [], after: current.get(id) ?? [] })), tx);
  return steps;
}

async function storeAdds(changed: { relation: Relation; before: RelationFact[]; after: RelationFact[] }[], tx: Tx): Promise<void> {
  const rows = changed.flatMap(({ relation, after }) => countedRows(relation, after));
  const kept = new Set(rows.map((row) => row._id));
  const gone = changed.flatMap(({ relation, before }) => countedRows(relation, before)).filter((row) => !kept.has(row._id));
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
