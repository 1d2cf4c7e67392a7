import { Touch } from '../attribution/touch.model.ts';
import { Credit } from '../performance/credit.model.ts';
import { startOfBusinessDay } from '../platform/clock.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { Owed } from '../platform/owed.model.ts';
import { InviteCode } from '../referral/inviteCode.model.ts';
import { InviteEvent } from '../referral/inviteEvent.model.ts';
import type { CountedFact } from './countFacts.ts';
import { countedTouches, metricOfTouch, valueOfCredit } from './metricOf.rules.ts';
import { nextDay } from './spans.rules.ts';

export interface TimeRange { $gte: Date; $lt: Date }
const startOf = (day: string): Date => startOfBusinessDay(new Date(`${day}T12:00:00+08:00`));
/** From the first instant of one business day to the last of the other. */
export const timesOf = (from: string, to: string): TimeRange => ({ $gte: startOf(from), $lt: startOf(nextDay(to)) });

/** The facts of a time as they are stored, of some managers or of all, but for those whose handler has not run yet: it will count them. */
export async function rawFacts(at: TimeRange, tx: Tx, userids?: readonly string[]): Promise<CountedFact[]> {
  const waiting = await uncounted(at, tx);
  const touches = await touchesAt(at, userids ?? await managersOfTouches(tx), tx);
  const clicks = await clicksAt(at, userids, tx);
  return [
    ...touches.filter(({ _id }) => !waiting.has(`attribution.touchRecorded:${_id}`)).map((each) => each.fact),
    ...clicks.filter(({ _id }) => !waiting.has(`referral.linkClicked:${_id}`)).map((each) => each.fact),
    ...(userids ? [] : await creditsAt(at, waiting, tx)),
  ];
}

const jobs = ['analytics.onTouchRecorded', 'analytics.onLinkClicked', 'analytics.onCredited'];

/** Facts that are still to be counted, or could not be. */
async function uncounted(at: TimeRange, tx: Tx): Promise<Set<string>> {
  const read = (which: object) => nativeOf(Owed).find({ ...which, job: { $in: jobs }, 'payload.occurredAt': at }, { session: tx, projection: { 'payload.eventId': 1 } }).toArray();
  const rows = [...await read({ state: 'waiting', handAt: { $gte: new Date(0) } }), ...await read({ state: 'failed' })];
  return new Set(rows.map(({ payload }) => (payload as { eventId: string }).eventId)); // every fact has its id
}

async function managersOfTouches(tx: Tx): Promise<string[]> {
  const rows = await nativeOf(Touch).aggregate<{ _id: string }>([{ $match: { managerUserid: { $gt: '' } } }, { $sort: { managerUserid: 1 } }, { $group: { _id: '$managerUserid' } }], { session: tx }).toArray();
  return rows.map((row) => row._id);
}

interface Found { _id: string; fact: CountedFact }

async function touchesAt(at: TimeRange, userids: readonly string[], tx: Tx): Promise<Found[]> {
  const projection = { managerUserid: 1, kind: 1, at: 1, campaignId: 1, inviteId: 1, channel: 1 } as const;
  const rows = await nativeOf(Touch).find({ managerUserid: { $in: [...userids] }, at, kind: { $in: countedTouches }, flags: { $size: 0 } }, { session: tx, projection, batchSize: 5_000 }).toArray();
  return rows.flatMap(({ _id, managerUserid: userid, kind, at: happenedAt, campaignId = null, inviteId, channel }) => {
    const metric = metricOfTouch[kind];
    if (!metric || userid === null) return [];
    return [{ _id, fact: { at: happenedAt, metric, value: 1, userid, path: null, campaignId, channel: channel ?? (inviteId ? 'invite' : 'direct') } }]; // touches of an earlier release have no channel
  });
}

async function clicksAt(at: TimeRange, userids: readonly string[] | undefined, tx: Tx): Promise<Found[]> {
  const own = userids && (await nativeOf(InviteCode).find({ managerUserid: { $in: [...userids] } }, { session: tx, projection: { _id: 1 } }).toArray()).map((row) => row._id);
  const rows = await nativeOf(InviteEvent).find({ kind: 'clicked', at, ...(own ? { inviteId: { $in: own } } : {}) }, { session: tx, projection: { inviteId: 1, at: 1 } }).toArray();
  const invites = await nativeOf(InviteCode).find({ _id: { $in: [...new Set(rows.map((row) => row.inviteId))] } }, { session: tx, projection: { managerUserid: 1, campaignId: 1 } }).toArray();
  const inviteOf = new Map(invites.map((row) => [row._id, row]));
  return rows.flatMap(({ _id, inviteId, at: happenedAt }) => {
    const invite = inviteOf.get(inviteId);
    if (!invite) return [];
    return [{ _id, fact: { at: happenedAt, metric: 'clicked', value: 1, userid: invite.managerUserid, path: null, campaignId: invite.campaignId, channel: 'invite' } }];
  });
}

/** Entries of performance bear their place. */
async function creditsAt(at: TimeRange, waiting: ReadonlySet<string>, tx: Tx): Promise<CountedFact[]> {
  const projection = { kind: 1, at: 1, managerUserid: 1, departmentPath: 1, campaignId: 1, channel: 1, count: 1, amountFen: 1 } as const;
  const rows = await nativeOf(Credit).find({ at }, { session: tx, projection, batchSize: 5_000 }).toArray();
  return rows.filter(({ _id }) => !waiting.has(`performance.credited:${_id}`)).map((row) => (
    { at: row.at, ...valueOfCredit(row), userid: row.managerUserid ?? '', path: row.departmentPath, campaignId: row.campaignId, channel: row.channel }
  ));
}

/** The first and the last time of which there are facts. */
export async function rawEnds(tx: Tx): Promise<{ first: Date; last: Date } | null> {
  const managers = await managersOfTouches(tx);
  const times: Date[] = [];
  for (const order of [1, -1] as const) {
    const [touch] = await nativeOf(Touch).aggregate<{ at: Date }>([
      { $match: { managerUserid: { $in: managers } } }, { $sort: { managerUserid: order, at: order } }, { $group: { _id: '$managerUserid', at: { $first: '$at' } } }, { $sort: { at: order } }, { $limit: 1 },
    ], { session: tx }).toArray();
    const click = await nativeOf(InviteEvent).findOne({ kind: 'clicked' }, { session: tx, sort: { at: order }, projection: { at: 1 } });
    const credit = await nativeOf(Credit).findOne({}, { session: tx, sort: { at: order }, projection: { at: 1 } });
    times.push(...[touch, click, credit].flatMap((each) => each?.at ?? []));
  }
  if (times.length === 0) return null;
  const ms = times.map((each) => each.getTime());
  return { first: new Date(Math.min(...ms)), last: new Date(Math.max(...ms)) };
}
