import type { Model } from 'mongoose';
import type { Verified } from '../attribution/verifyAttribution.ts';
import { BankEvent } from '../bank/bankEvent.model.ts';
import { EventLog, type EventRow } from '../platform/event.model.ts';
import { nativeOf } from '../platform/model.ts';
import { inTransaction, type Tx } from '../platform/mongo.ts';
import { Credit, type CreditRow } from './credit.model.ts';
import { sumOf, type Worth } from './credit.rules.ts';
import { readCounted, type Counted } from './readCounted.ts';
import { asRegister, firstVerified, registersOf } from './registers.ts';

/** Works out anew what every event counts for, and compares with what its entries come to. */
export async function verifyCredits(): Promise<Verified> {
  const looked = { events: 0, entries: 0 };
  const words = () => `${looked.events} 个事件的 ${looked.entries} 条入账`;
  for await (const customerIds of crowds()) {
    const difference = await crowdDifference(customerIds, looked);
    if (difference) return { words: words(), difference };
  }
  for await (const eventIds of registerPages()) {
    looked.events += eventIds.length;
    const difference = await firstDifference(eventIds, await entriesOf({ eventId: { $in: eventIds } }));
    if (difference) return { words: words(), difference };
  }
  return { words: words(), difference: null };
}

const rowsAtOnce = 4_000;

/** Some customers of events or entries at a time, in their order. */
async function* crowds(): AsyncGenerator<string[]> {
  const streams = [customersOf(BankEvent), customersOf(Credit)];
  const heads = await Promise.all(streams.map(async (stream) => (await stream.next()).value));
  let [crowd, rows]: [string[], number] = [[], 0];
  for (;;) {
    const [customerId] = heads.flatMap((head) => head?.customerId ?? []).sort();
    if (customerId === undefined) break;
    crowd.push(customerId);
    for (const [index, stream] of streams.entries()) {
      if (heads[index]?.customerId !== customerId) continue;
      rows += heads[index].rows;
      heads[index] = (await stream.next()).value;
    }
    if (rows < rowsAtOnce) continue;
    yield crowd;
    [crowd, rows] = [[], 0];
  }
  if (crowd.length > 0) yield crowd;
}

interface Rows { customerId: string; rows: number }

/** Whose rows there are and how many, read from the index by customer alone. */
async function* customersOf(model: Model<any>): AsyncGenerator<Rows, undefined> { // of either model only the customer is read
  let last: Rows | undefined;
  const cursor = nativeOf<{ customerId: string }>(model).find({ customerId: { $gt: '' } }, { projection: { _id: 0, customerId: 1 }, sort: { customerId: 1 }, batchSize: 5_000 });
  for await (const { customerId } of cursor) {
    if (last && last.customerId !== customerId) {
      yield last;
      last = undefined;
    }
    last = { customerId, rows: (last?.rows ?? 0) + 1 };
  }
  if (last) yield last;
  return undefined;
}

async function* registerPages(): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const row of EventLog.find(firstVerified, { subject: 1, at: 1 }).sort({ at: 1 }).lean<EventRow[]>().cursor({ batchSize: 1_000 }) as AsyncIterable<EventRow>) { // lean rows
    page.push(asRegister(row).id);
    if (page.length < 1_000) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function crowdDifference(customerIds: string[], looked: { events: number; entries: number }): Promise<string | null> {
  const events = await BankEvent.find({ customerId: { $in: customerIds }, type: { $ne: 'reversal' } }, { _id: 1 }).lean<{ _id: string }[]>();
  const eventIds = [...events.map((row) => row._id), ...(await registersOf(customerIds)).map(({ id }) => id)];
  const entries = await entriesOf({ customerId: { $in: customerIds } });
  looked.events += events.length;
  for (const rows of entries.values()) looked.entries += rows.length;
  return firstDifference([...new Set([...eventIds, ...entries.keys()])], entries);
}

async function firstDifference(eventIds: string[], entries: ReadonlyMap<string, CreditRow[]>): Promise<string | null> {
  const counted = await readCounted(eventIds);
  for (const id of eventIds) {
    // Somebody may be at work: what differs is looked at once more, at one moment.
    const difference = differenceOf(id, counted.get(id), entries.get(id) ?? []) && await inTransaction((tx) => differenceNow(id, tx));
    if (difference) return difference;
  }
  return null;
}

const differenceNow = async (eventId: string, tx: Tx): Promise<string | null> =>
  differenceOf(eventId, (await readCounted([eventId], tx)).get(eventId), (await entriesOf({ eventId }, tx)).get(eventId) ?? []);

async function entriesOf(which: Record<string, unknown>, tx?: Tx): Promise<Map<string, CreditRow[]>> {
  const groups = new Map<string, CreditRow[]>();
  for (const row of await Credit.find(which).session(tx ?? null).lean<CreditRow[]>()) {
    const group = groups.get(row.eventId);
    if (group) group.push(row); else groups.set(row.eventId, [row]);
  }
  return groups;
}

function differenceOf(eventId: string, counted: Counted | undefined, entries: readonly CreditRow[]): string | null {
  const [first] = entries;
  if (!counted) return first ? `入账 ${first._id} 的事件 ${eventId} 不存在或没有生效` : null;
  const { kind, customerId, at, worth } = counted;
  const strange = entries.find((entry) => entry.kind !== kind || entry.customerId !== customerId || entry.at.getTime() !== at.getTime());
  if (strange) return `事件 ${eventId} 的入账 ${strange._id} 与事件的类型、客户或时间不一致`;
  const [right, stored] = [told(worth ? [worth] : []), told(sumOf(entries))];
  return right === stored ? null : `事件 ${eventId} 应计 ${right}，入账合计 ${stored}`;
}

const told = (sums: readonly Worth[]): string => sums
  .map(({ managerUserid, departmentPath, campaignId, channel, count, amountFen }) => `${managerUserid ?? '无管户'} ${count} 次 ${amountFen} 分（${[departmentPath, campaignId ?? '无活动', channel].join('，')}）`)
  .sort().join('、') || '零';
