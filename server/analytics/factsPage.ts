import type { Metric } from '../../shared/analytics/constants.ts';
import type { TouchChannel, TouchKind } from '../../shared/attribution/constants.ts';
import type { CreditKind, CreditReason } from '../../shared/performance/constants.ts';
import { Touch, type TouchRow } from '../attribution/touch.model.ts';
import { Credit, type CreditRow } from '../performance/credit.model.ts';
import { nativeOf } from '../platform/model.ts';
import { InviteCode } from '../referral/inviteCode.model.ts';
import { InviteEvent, type InviteEventRow } from '../referral/inviteEvent.model.ts';
import { sourceOf, valueOfCredit } from './metricOf.rules.ts';
import { timesOf, type TimeRange } from './rawFacts.ts';
import { belowAny, type ReportScope } from './reportScope.ts';
import type { Period } from './spans.rules.ts';
import { timesWithin, type TimesOfManager } from './timesWithin.ts';

export interface FactRow {
  id: string; at: Date; userid: string | null;
  /** null = to be looked up. */
  path: string | null;
  customerId: string | null; kind: TouchKind | CreditKind; reason: CreditReason | null; words: string; count: number; amountFen: number; bookedAt: Date | null;
}
interface Asked { metric: Metric; page: number; pageSize: number; campaignId?: string | undefined; channel?: TouchChannel | undefined }
interface FactsPage { rows: FactRow[]; total: number; sum: number }

/** The rows that a figure counts, newest first. */
export async function factsPage(asked: Asked, scope: ReportScope, period: Period): Promise<FactsPage> {
  const at = timesOf(period.from, period.to);
  const source = sourceOf(asked.metric);
  if (source.from === 'credits') return creditsPage(source.kind, asked, scope, at);
  const managers = await timesWithin(scope, at);
  return source.from === 'touches' ? touchesPage(source.kind, asked, managers, at) : clicksPage(asked, managers, at);
}

const skipOf = ({ page, pageSize }: Asked) => ({ sort: { at: -1, _id: 1 } as const, skip: (page - 1) * pageSize, limit: pageSize });
const filters = ({ campaignId, channel }: Asked) => ({ ...(campaignId ? { campaignId } : {}), ...(channel ? { channel } : {}) });

async function creditsPage(kind: CreditKind, asked: Asked, { paths, userid }: ReportScope, at: TimeRange): Promise<FactsPage> {
  const where = paths.some((path) => path === '/' || path === '/1/') ? {} : { departmentPath: belowAny(paths) };
  const match = { kind, at, ...where, ...(userid === null ? {} : { managerUserid: userid }), ...filters(asked) };
  const rows: CreditRow[] = await nativeOf(Credit).find(match, skipOf(asked)).toArray();
  const [sums] = await nativeOf(Credit).aggregate<{ total: number; count: number; amountFen: number }>([
    { $match: match }, { $group: { _id: null, total: { $sum: 1 }, count: { $sum: '$count' }, amountFen: { $sum: '$amountFen' } } },
  ]).toArray();
  const { total, ...amounts } = sums ?? { total: 0, count: 0, amountFen: 0 };
  return {
    total, sum: valueOfCredit({ kind, ...amounts }).value,
    rows: rows.map((row) => ({ ...row, id: row._id, userid: row.managerUserid, path: row.departmentPath, words: '' })),
  };
}

/** By whom, and when each of them worked there. */
const byManagers = (managers: TimesOfManager[] | null, at: TimeRange) => {
  if (managers === null) return { managerUserid: { $gt: '' }, at };
  const whole = managers.filter(({ times }) => times[0] === at).map(({ userid }) => userid);
  const parts = managers.flatMap(({ userid, times }) => (times[0] === at ? [] : times.map((time) => ({ managerUserid: userid, at: time }))));
  return { at, $or: [{ managerUserid: { $in: whole } }, ...parts] };
};

async function touchesPage(kind: TouchKind, asked: Asked, managers: TimesOfManager[] | null, at: TimeRange): Promise<FactsPage> {
  const match = { ...byManagers(managers, at), kind, flags: { $size: 0 }, ...filters(asked) };
  const rows: TouchRow[] = await nativeOf(Touch).find(match, skipOf(asked)).toArray();
  const total = await nativeOf(Touch).countDocuments(match);
  return { total, sum: total, rows: rows.map((row) => asFact({ ...row, userid: row.managerUserid })) };
}

async function clicksPage(asked: Asked, managers: TimesOfManager[] | null, at: TimeRange): Promise<FactsPage> {
  if (asked.channel && asked.channel !== 'invite') return { rows: [], total: 0, sum: 0 };
  const invites = await nativeOf(InviteCode).find(
    { ...(managers ? { managerUserid: { $in: managers.map(({ userid }) => userid) } } : {}), ...(asked.campaignId ? { campaignId: asked.campaignId } : {}) },
    { projection: { managerUserid: 1 } },
  ).toArray();
  const managerOf = new Map(invites.map((row) => [row._id, row.managerUserid]));
  const idsOf = (userid: string) => invites.filter((row) => row.managerUserid === userid).map((row) => row._id);
  const movers = managers?.filter(({ times }) => times[0] !== at) ?? [];
  const moved = new Set(movers.map(({ userid }) => userid));
  const whole = { inviteId: { $in: invites.filter((row) => !moved.has(row.managerUserid)).map((row) => row._id) } };
  const match = { kind: 'clicked' as const, at, $or: [whole, ...movers.flatMap(({ userid, times }) => times.map((time) => ({ inviteId: { $in: idsOf(userid) }, at: time })))] };
  const rows: InviteEventRow[] = await nativeOf(InviteEvent).find(match, skipOf(asked)).toArray();
  const total = await nativeOf(InviteEvent).countDocuments(match);
  return { total, sum: total, rows: rows.map((row) => asFact({ ...row, userid: managerOf.get(row.inviteId) ?? null, kind: 'click', words: '' })) };
}

const asFact = ({ _id, at, userid, customerId, kind, words }: { _id: string; at: Date; userid: string | null; customerId: string | null; kind: TouchKind; words: string }): FactRow =>
  ({ id: _id, at, userid, path: null, customerId, kind, reason: null, words, count: 1, amountFen: 0, bookedAt: null });
