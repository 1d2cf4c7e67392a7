import { verifyAttribution } from '../../server/attribution/verifyAttribution.ts';
import { BankEvent, type BankEventRow } from '../../server/bank/bankEvent.model.ts';
import { contactAdded } from '../../server/channels/events.ts';
import { merged, phoneVerified } from '../../server/customers/events.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { recordPlaces } from '../../server/org/staffPlaces.ts';
import { Credit } from '../../server/performance/credit.model.ts';
import { verifyCredits } from '../../server/performance/verifyCredits.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { publish, publishMany } from '../../server/platform/event.ts';
import { findJob } from '../../server/platform/job.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { work } from '../../server/platform/worker.ts';
import { aPolicy } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { aHistory, dice, type History } from '../support/creditHistory.ts';
import { referenceOf, type Sums } from '../support/creditReference.ts';
import { post, useServer } from '../support/harness.ts';
import { sayApplied } from '../support/performanceBuilders.ts';
import { shuffled, tell } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/**
 * Generated histories, told in an order of chance, some of it twice, while four workers are at it; in the end every figure is
 * what a plain replay of what has really happened gives.
 */
useServer();
let token: string;
beforeAll(async () => {
  await aTree();
  ({ token } = await aSignedIn({ place: 'headquarters', roles: ['admin'] }));
  // The last add takes, the bank locks: all adds weigh the same.
  await aPolicy(2, new Date(0), { mode: 'lastTouch', lockOnConfirm: true });
});

type Telling = { kind: 'add'; add: History['adds'][number] } | { kind: 'register'; register: History['registers'][number] } | { kind: 'bank'; event: BankEventRow } | { kind: 'join'; join: History['joins'][number]; step: number };

test('every figure as a plain replay gives it, in any order', async () => {
  const startedMs = performance.now();
  const roll = dice(7);
  const records: string[] = [];
  while (records.length < numbers.eventsCredited / 10) records.push(...(await Promise.all(Array.from({ length: 50 }, () => aMiniCustomer()))).map((row) => row._id));
  const history = aHistory(numbers.eventsCredited, records, 20_261_122);
  for (const { userid, moves } of history.managers) {
    await aStaff({ userid, canAddCustomers: false });
    await inTransaction((tx) => recordPlaces(moves.map((each) => ({ userid, ...each })), tx));
  }

  const told: Telling[] = [
    ...history.adds.map((add) => ({ kind: 'add' as const, add })), ...history.registers.map((register) => ({ kind: 'register' as const, register })),
    ...history.events.map((event) => ({ kind: 'bank' as const, event })), ...history.joins.flatMap((join) => join.ids.slice(1).map((_, step) => ({ kind: 'join' as const, join, step }))),
  ];
  const again = told.filter(() => roll() < 0.2);
  const tellings = shuffled([...told, ...again], 42);
  const tellers = newTellers();
  const together = 1_000;
  for (let from = 0; from < tellings.length; from += together) {
    await tellers.tell(tellings.slice(from, from + together));
    if ((from / together) % 3 !== 1) await workTogether(1);
  }
  await workTogether(Infinity);
  for (const { ids: [survivorId = ''], parted } of history.joins) if (parted) await part(survivorId);
  await workTogether(Infinity);
  tell(`credits: told in ${Math.round(performance.now() - startedMs)} ms`);

  expect(await Owed.find({ state: { $ne: 'done' }, dueAt: { $lte: new Date() } }).lean()).toEqual([]);
  expect(await booked()).toEqual(sorted(referenceOf(history)));
  const entries = await Credit.countDocuments();
  expect(await EventLog.countDocuments({ name: 'performance.credited' })).toBe(entries);
  expect((await verifyCredits()).difference).toBeNull();
  expect((await verifyAttribution()).difference).toBeNull();
  tell(`credits in any order: ${history.events.length} events of ${records.length} records, ${tellings.length} tellings, ${entries} entries, ${Math.round(performance.now() - startedMs)} ms`);
}, 120_000 + numbers.eventsCredited * 15);

/** What the parties tell; a reversal is held until what it reverses applies, as the bank's ingest does. */
function newTellers() {
  const known = new Set<string>();
  const merges = new Map<string, string>();
  const held = new Map<string, BankEventRow[]>();
  const released = (event: BankEventRow): BankEventRow[] => {
    known.add(event._id);
    const waiting = held.get(event._id) ?? [];
    held.delete(event._id);
    return [event, ...waiting.flatMap(released)];
  };
  const arriving = (event: BankEventRow): BankEventRow[] => {
    const { _id, reversesEventId } = event;
    if (known.has(_id)) return [];
    if (!reversesEventId || known.has(reversesEventId)) return released(event);
    const waiting = held.get(reversesEventId) ?? [];
    if (!waiting.includes(event)) held.set(reversesEventId, [...waiting, event]);
    return [];
  };
  return {
    async tell(tellings: Telling[]): Promise<void> {
      const events = tellings.flatMap((each) => (each.kind === 'bank' ? [each.event] : []));
      const doubled = events.filter(({ _id }) => known.has(_id));
      const fresh = events.flatMap(arriving);
      await inTransaction(async (tx) => {
        if (fresh.length > 0) await nativeOf(BankEvent).insertMany(fresh, { session: tx });
        await sayApplied([...doubled, ...fresh], tx);
        await publishMany(contactAdded, tellings.flatMap((each) => (each.kind === 'add' ? [{ key: each.add.key, at: each.add.at, payload: { ...each.add, codeName: '' } }] : [])), tx);
        await publishMany(phoneVerified, tellings.flatMap((each) => (each.kind === 'register' ? [{ key: each.register.customerId, at: each.register.at, payload: { customerId: each.register.customerId, isFirst: true } }] : [])), tx);
      });
      for (const each of tellings) if (each.kind === 'join') await join(each.join, each.step);
    },
  };

  async function join({ ids }: History['joins'][number], step: number): Promise<void> {
    const [survivorId = '', absorbedId = ''] = [ids[0], ids[step + 1]];
    await inTransaction(async (tx) => {
      const mergeId = merges.get(absorbedId) ?? await mergePeople(survivorId, absorbedId, 'unionid', tx);
      merges.set(absorbedId, mergeId);
      await publish(merged, { key: mergeId, payload: { mergeId, survivorId, absorbedId, reason: 'unionid' } }, tx);
    });
  }
}

/** By hand, as a supervisor takes two people apart. */
async function part(survivorId: string): Promise<void> {
  const { body } = await post('customers.getCustomer', { id: survivorId }, { token });
  const answer = await post('customers.unmerge', { mergeId: body.merges[0].id, reason: '两位不同的客户' }, { token });
  expect(answer.status).toBe(200);
}

/** Four workers at once take what is due, so many rounds or until nothing is left. */
async function workTogether(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const rows = await Owed.find({ state: 'waiting', dueAt: { $lte: new Date() } }, { job: 1 }).sort({ handAt: 1 }).limit(2_000).lean();
    if (rows.length === 0) {
      const soon = new Date(Date.now() + 60_000); // what has collided comes again within seconds
      if (rounds !== Infinity || !await Owed.exists({ state: 'waiting', dueAt: { $lte: soon } })) return;
      await new Promise((next) => setTimeout(next, 100));
      continue;
    }
    const groups = [...new Set(rows.map((row) => row.job))].flatMap((job) => {
      const ids = rows.filter((row) => row.job === job).map((row) => row._id);
      const many = findJob(job)?.many ?? 1;
      return Array.from({ length: Math.ceil(ids.length / many) }, (_, part) => ({ job, ids: ids.slice(part * many, (part + 1) * many) }));
    });
    const waiting = shuffled(groups, round);
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (let group = waiting.pop(); group; group = waiting.pop()) await work(group);
    }));
  }
}

const sorted = (sums: Sums): [string, [number, number]][] => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

/** What the entries come to, in the reference's words. */
async function booked(): Promise<[string, [number, number]][]> {
  const day = { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: '+08:00' } };
  const none = (path: string) => ({ $ifNull: [path, '-'] });
  const rows = await Credit.aggregate<{ _id: string; count: number; amountFen: number }>([
    { $group: { _id: { $concat: [none('$managerUserid'), ' ', '$departmentPath', ' ', none('$campaignId'), ' ', '$channel', ' ', '$kind', ' ', day] }, count: { $sum: '$count' }, amountFen: { $sum: '$amountFen' } } },
    { $match: { $or: [{ count: { $ne: 0 } }, { amountFen: { $ne: 0 } }] } },
  ], { allowDiskUse: true });
  return sorted(new Map(rows.map(({ _id, count, amountFen }) => [_id, [count, amountFen]])));
}
