import type { Tx } from '../platform/mongo.ts';
import { Staff, type StaffRow } from './staff.model.ts';
import { StaffPlace, type StaffPlaceRow } from './staffPlace.model.ts';

/** Keeps where these people work from now on. */
export async function recordPlaces(places: Pick<StaffPlaceRow, 'userid' | 'departmentPath' | 'since'>[], tx: Tx): Promise<void> {
  if (places.length === 0) return;
  await StaffPlace.bulkWrite(
    places.map(({ userid, departmentPath, since }) => ({ updateOne: { filter: { _id: `${userid}:${since.getTime()}` }, update: { $setOnInsert: { userid, departmentPath, since } }, upsert: true } })),
    { session: tx, ordered: false },
  );
}

export interface PlaceAsked { userid: string; at: Date }

/** The department path where each person worked then, in the order asked; before the first known move, where they were first seen. Headquarters for who is not known. */
export async function placesAt(asked: readonly PlaceAsked[], tx?: Tx): Promise<string[]> {
  const userids = [...new Set(asked.map(({ userid }) => userid))];
  if (userids.length === 0) return [];
  const moves = await StaffPlace.find({ userid: { $in: userids } }).sort({ userid: 1, since: -1 }).session(tx ?? null).lean<StaffPlaceRow[]>();
  const staff = await Staff.find({ _id: { $in: userids } }, { departmentPath: 1 }).session(tx ?? null).lean<Pick<StaffRow, '_id' | 'departmentPath'>[]>();
  const movesOf = new Map<string, StaffPlaceRow[]>();
  for (const move of moves) movesOf.set(move.userid, [...(movesOf.get(move.userid) ?? []), move]);
  const now = new Map(staff.map((row) => [row._id, row.departmentPath]));
  return asked.map(({ userid, at }) => {
    const known = movesOf.get(userid) ?? [];
    return (known.find(({ since }) => since <= at) ?? known.at(-1))?.departmentPath ?? now.get(userid) ?? headquarters;
  });
}

const headquarters = '/1/';
