import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import { inTransaction, type Tx } from '../platform/mongo.ts';
import { byTime, foldTouches, type Policy } from './attribution.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { saysTheSame } from './difference.rules.ts';
import { holdingOf } from './decidePersons.ts';
import { Holding, type HoldingRow } from './holding.model.ts';
import { byPerson, personOf, personsOf, type Person } from './persons.ts';
import { publishedPolicies } from './policies.ts';
import { Touch, type TouchRow } from './touch.model.ts';

export interface Verified {
  /** What was looked at, `1000 条触达`. */
  words: string;
  /** The first thing that is not as it must be; null = all is. */
  difference: string | null;
}

const peopleAtOnce = 500;

/** Replays every touch and compares with the decisions that stand, with who holds each person, and with what the customer's facts say. */
export async function verifyAttribution(): Promise<Verified> {
  const policies = await publishedPolicies();
  let touches = 0;
  let people = 0;
  const words = () => `${people} 位客户的 ${touches} 条触达`;
  for await (const crowd of crowds()) {
    const found = await crowdDifference(crowd, policies);
    people += found.people;
    touches += crowd.length;
    if (found.difference) return { words: words(), difference: found.difference };
  }
  const standing = await BindingDecision.countDocuments({ supersededAt: null });
  const lost = standing - await Touch.estimatedDocumentCount();
  return { words: words(), difference: lost > 0 ? `有 ${lost} 条有效判断没有触达` : null };
}

/** Touches of some people at a time, in the order of the index; nobody's are torn apart. */
async function* crowds(): AsyncGenerator<TouchRow[]> {
  let crowd: TouchRow[] = [];
  let people = 0;
  for await (const touch of Touch.find().sort({ customerId: 1, at: 1 }).lean<TouchRow[]>().cursor({ batchSize: 5_000 }) as AsyncIterable<TouchRow>) { // lean rows
    if (touch.customerId !== crowd.at(-1)?.customerId) people += 1;
    if (people > peopleAtOnce) {
      yield crowd;
      [crowd, people] = [[], 1];
    }
    crowd.push(touch);
  }
  if (crowd.length > 0) yield crowd;
}

interface Stored { touches: TouchRow[]; standing: DecisionRow[]; holding: HoldingRow | undefined; facts: CustomerRow['facts'] | undefined }

async function crowdDifference(touches: TouchRow[], policies: Policy[]): Promise<{ people: number; difference: string | null }> {
  const customerIds = [...new Set(touches.map((each) => each.customerId))];
  const persons = await personsOf(customerIds);
  // Whose touches stand under several records is looked at once, where the first of them comes.
  const own = customerIds.flatMap((id) => persons.get(id) ?? []).filter((person, index, all) => all.indexOf(person) === index);
  const [single, several] = [own.filter((person) => person.ids.length === 1), own.filter((person) => person.ids.length > 1)];
  const storedOf = await readStored(single, touches);
  for (const person of single) {
    // Somebody may be at work: what differs is looked at once more, at one moment.
    const difference = differenceOfPerson(person, storedOf(person), policies) && await differenceNow(person.id, policies);
    if (difference) return { people: own.length, difference };
  }
  for (const person of several) {
    const difference = await differenceNow(person.id, policies);
    if (difference) return { people: own.length, difference };
  }
  return { people: own.length, difference: null };
}

async function readStored(persons: Person[], touches: TouchRow[], tx?: Tx): Promise<(person: Person) => Stored> {
  const ids = persons.flatMap((person) => person.ids);
  const byId = new Map(persons.flatMap((person) => person.ids.map((id) => [id, person] as const)));
  const standing = byPerson(await BindingDecision.find({ customerId: { $in: ids }, supersededAt: null }).session(tx ?? null).lean<DecisionRow[]>(), byId);
  const holdings = new Map((await Holding.find({ _id: { $in: ids } }).session(tx ?? null).lean<HoldingRow[]>()).map((row) => [row._id, row]));
  const customers = await Customer.find({ _id: { $in: ids } }, { facts: 1 }).session(tx ?? null).lean<Pick<CustomerRow, '_id' | 'facts'>[]>();
  const facts = new Map(customers.map((row) => [row._id, row.facts]));
  const touchesOf = byPerson(touches, byId);
  return ({ id }) => ({ touches: touchesOf.get(id) ?? [], standing: standing.get(id) ?? [], holding: holdings.get(id), facts: facts.get(id) });
}

/** The same question to one person, in one snapshot. */
const differenceNow = (customerId: string, policies: Policy[]): Promise<string | null> => inTransaction(async (tx) => {
  const person = await personOf(customerId, tx);
  const touches = await Touch.find({ customerId: { $in: person.ids } }).session(tx).lean<TouchRow[]>();
  return differenceOfPerson(person, (await readStored([person], touches, tx))(person), policies);
});

function differenceOfPerson({ id }: Person, { touches, standing, holding, facts }: Stored, policies: Policy[]): string | null {
  const folded = foldTouches(touches.map(({ _id, ...touch }) => ({ id: _id, ...touch })), policies);
  const stored = new Map(standing.map((row) => [row.touchId, row]));
  for (const each of folded) {
    const row = stored.get(each.touchId);
    if (!row) return `客户 ${id} 的触达 ${each.touchId} 没有有效判断，重放得到 ${told(each)}`;
    if (!saysTheSame(row, each)) return `客户 ${id} 的触达 ${each.touchId} 存下的是 ${told(row)}，重放得到 ${told(each)}`;
  }
  if (standing.length !== folded.length) return `客户 ${id} 有 ${folded.length} 条触达，却有 ${standing.length} 条有效判断`;
  const { holder, confirmed } = holdingOf([...standing].sort((a, b) => byTime({ at: a.at, id: a.touchId }, { at: b.at, id: b.touchId })));
  if (!holding) return `客户 ${id} 没有管户记录`;
  const claims = [
    ['当前管户', holder, holding.holder], ['银行确认的管户', confirmed, holding.confirmed],
    ['客户资料上的管户', holder, facts?.holder], ['客户资料上银行确认的管户', confirmed, facts?.confirmedHolder],
  ] as const;
  // A customer's record may be gone by law; what was decided then has no facts to agree with.
  const wrong = claims.find(([, right, claimed]) => claimed !== undefined && (claimed?.userid !== right?.userid || claimed?.since.getTime() !== right?.since.getTime()));
  return wrong ? `客户 ${id} 的${wrong[0]}是 ${wrong[2]?.userid ?? '无'}，重放得到 ${wrong[1]?.userid ?? '无'}` : null;
}

const told = ({ reason, before, after, policyVersion, locked }: Pick<DecisionRow, 'reason' | 'before' | 'after' | 'policyVersion' | 'locked'>): string =>
  `${reason}（${before ?? '无'} → ${after ?? '无'}，第 ${policyVersion} 版${locked ? '，锁定' : ''}）`;
