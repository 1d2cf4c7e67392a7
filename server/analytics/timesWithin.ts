import { Staff, type StaffRow } from '../org/staff.model.ts';
import { StaffPlace, type StaffPlaceRow } from '../org/staffPlace.model.ts';
import type { TimeRange } from './rawFacts.ts';
import { belowAny, type ReportScope } from './reportScope.ts';

/** When a manager worked in the scope. The very range that was asked for, where it was all of it. */
export interface TimesOfManager { userid: string; times: TimeRange[] }

/** Managers who worked in the scope in this time, and when; null = everybody, all the time. The same story as `placesAt` tells. */
export async function timesWithin({ paths, userid }: ReportScope, at: TimeRange): Promise<TimesOfManager[] | null> {
  const everywhere = paths.some((path) => path === '/' || path === '/1/');
  if (everywhere) return userid === null ? null : [{ userid, times: [at] }];
  const within = belowAny(paths);
  const one = userid === null ? {} : { userid };
  const placed: string[] = await StaffPlace.distinct('userid', { departmentPath: within, ...one });
  const now = await Staff.find({ departmentPath: within, ...(userid === null ? {} : { _id: userid }) }, { _id: 1 }).lean<Pick<StaffRow, '_id'>[]>();
  const userids = [...new Set([...placed, ...now.map((row) => row._id)])];
  const moves = await StaffPlace.find({ userid: { $in: userids } }).sort({ userid: 1, since: 1 }).lean<StaffPlaceRow[]>();
  const movesOf = new Map<string, StaffPlaceRow[]>();
  for (const move of moves) movesOf.set(move.userid, [...(movesOf.get(move.userid) ?? []), move]);
  const isWithin = (path: string) => paths.some((each) => path.startsWith(each));
  return userids.map((each) => ({ userid: each, times: movesOf.has(each) ? timesOfMoves(movesOf.get(each) ?? [], isWithin, at) : [at] })).filter(({ times }) => times.length > 0);
}

/** The first place holds for all time before it. */
function timesOfMoves(moves: readonly StaffPlaceRow[], isWithin: (path: string) => boolean, at: TimeRange): TimeRange[] {
  if (moves.every(({ departmentPath }) => isWithin(departmentPath))) return [at];
  return moves.flatMap(({ departmentPath, since }, index) => {
    if (!isWithin(departmentPath)) return [];
    const from = index === 0 || since < at.$gte ? at.$gte : since;
    const next = moves[index + 1]?.since ?? at.$lt;
    const to = next < at.$lt ? next : at.$lt;
    return from < to ? [{ $gte: from, $lt: to }] : [];
  });
}
