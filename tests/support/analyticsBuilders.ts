import type { TouchRow } from '../../server/attribution/touch.model.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { touchRecorded } from '../../server/attribution/events.ts';
import { StaffPlace } from '../../server/org/staffPlace.model.ts';
import { Credit, type CreditRow } from '../../server/performance/credit.model.ts';
import { credited } from '../../server/performance/events.ts';
import { randomBelow } from '../../server/platform/chance.ts';
import { publishMany } from '../../server/platform/event.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { InviteCode, type InviteCodeRow } from '../../server/referral/inviteCode.model.ts';
import { makeCode } from '../../server/referral/inviteText.rules.ts';
import { noteClick } from '../../server/referral/inviteEvents.ts';
import { post, type HttpAnswer } from './harness.ts';
import { tree, type Place, type SignedIn } from './builders.ts';

let count = 0;
const next = (): number => { count += 1; return count; };
const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

type GivenTouch = Partial<TouchRow> & { day?: string };
/** A touch that counts: an `add` of amy at noon of 2026-11-10 unless said otherwise. */
export function aTouchRow({ day = '2026-11-10', ...given }: GivenTouch = {}): TouchRow {
  const at = given.at ?? noon(day);
  return { _id: `t${next()}`, customerId: `c${count}`, kind: 'add', managerUserid: 'amy', recordedAt: at, campaignId: null, inviteId: null, channel: 'direct', via: null, words: '', flags: [], ...given, at };
}
/** Stores touches as attribution does, with the facts that it publishes. */
export const touchedAs = (...given: GivenTouch[]): Promise<TouchRow[]> => inTransaction(async (tx) => {
  const rows = given.map(aTouchRow);
  await nativeOf(Touch).insertMany(rows, { session: tx });
  await publishMany(touchRecorded, rows.flatMap(({ _id, at, kind, managerUserid, campaignId, channel, flags }) => (
    managerUserid === null || flags.length > 0 ? [] : [{ key: _id, at, payload: { touchId: _id, kind, managerUserid, campaignId, channel } }]
  )), tx);
  return rows;
});

type GivenCredit = Partial<CreditRow> & { day?: string; place?: Place };
/** An entry of performance: an account opened with amy in 外滩支行 at noon of 2026-11-10 unless said otherwise. */
export function aCreditRow({ day = '2026-11-10', place = 'bund', ...given }: GivenCredit = {}): CreditRow {
  const at = given.at ?? noon(day);
  const eventId = given.eventId ?? `e${next()}`;
  return {
    _id: `${eventId}#${next()}`, eventId, kind: 'accountOpened', customerId: `c${count}`, managerUserid: 'amy', departmentPath: tree[place], campaignId: null, channel: 'direct',
    count: 1, amountFen: 0, bookedAt: at, reason: 'credited', cause: eventId, ...given, at,
  };
}
export const creditedAs = (...given: GivenCredit[]): Promise<CreditRow[]> => inTransaction(async (tx) => {
  const rows = given.map(aCreditRow);
  await nativeOf(Credit).insertMany(rows, { session: tx });
  await publishMany(credited, rows.map(({ _id: creditId, at, kind, managerUserid, departmentPath, campaignId, channel, count: number, amountFen }) => (
    { key: creditId, at, payload: { creditId, kind, managerUserid, departmentPath, campaignId, channel, count: number, amountFen } }
  )), tx);
  return rows;
});

/** A code of this manager, without what belongs to it in WeCom. */
export async function anInviteRow(managerUserid = 'amy', campaignId = 'winter'): Promise<InviteCodeRow> {
  const row: InviteCodeRow = {
    _id: `i${next()}`, code: makeCode(randomBelow), campaignId, managerUserid, departmentPath: tree.bund, state: 'active', expiresAt: new Date('2030-01-01'), endsWithCampaign: true,
    createdBy: 'test', createdAt: noon('2026-01-01'), disabledAt: null, sentAt: null, sentBy: null, sendProblem: '',
  };
  await nativeOf(InviteCode).insertOne(row);
  return row;
}
/** Its link was opened. */
export const clickedAs = (invite: InviteCodeRow, { day = '2026-11-10', at = noon(day) }: { day?: string; at?: Date } = {}): Promise<void> =>
  inTransaction((tx) => noteClick(invite, { clickId: `click${next()}`, via: null, at }, tx));

/** Where somebody has worked since then. */
export const worked = async (userid: string, place: Place, since: string): Promise<void> => {
  await StaffPlace.create({ _id: `${userid}:${Date.parse(since)}`, userid, departmentPath: tree[place], since: new Date(since) });
};

export const november = { from: '2026-11-01', to: '2026-11-30' };
export const ask = (name: string, input: unknown, who?: SignedIn): Promise<HttpAnswer> => post(`analytics.${name}`, input, who ? { token: who.token } : {});

/** What a figure's row is by kind and name, and the figures that are not zero. */
export const brief = ({ kind, id, figures }: { kind: string; id: string; figures: Record<string, number> }) => [kind, id, nonZero(figures)];
export const nonZero = (figures: Record<string, number>) => Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== 0));
