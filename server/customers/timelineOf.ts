import { EventLog, type EventRow } from '../platform/event.model.ts';
import { wordsOf } from '../platform/event.ts';
import type { CustomerRow } from './customer.model.ts';

interface Line { id: string; at: string; words: string }
interface SeenFollow { userid: string; staffName: string }

const longest = 100;
const sameAddMs = 60_000;
const tellsAnAdd = /\.contact(Added|Imported)$/;

/** What happened to a customer, newest first: facts of these relations, and those that are about no relation. */
export async function timelineOf(customer: CustomerRow, follows: SeenFollow[]): Promise<Line[]> {
  const names = new Map(follows.map((each) => [each.userid, each.staffName]));
  const facts = await EventLog.find({
    $or: [
      { 'subject.customerId': { $in: [customer._id, ...customer.mergedIds] } },
      ...(customer.externalUserid === null ? [] : [{ 'subject.externalUserid': customer.externalUserid }]),
    ],
    'subject.staffUserid': { $in: [...names.keys(), null] },
  }).sort({ at: -1 }).limit(longest).lean<EventRow[]>();
  const lines = facts.flatMap((fact): Line[] => {
    const words = wordsOf(fact);
    if (!words) return [];
    const who = names.get(fact.subject?.staffUserid ?? '');
    return [{ id: fact._id, at: fact.at.toISOString(), words: who ? `${who}：${words}` : words }];
  });
  return [...lines, ...untoldAdds(customer, names, facts)].sort((a, b) => b.at.localeCompare(a.at)).slice(0, longest);
}

/** Relations from before our time have no fact: WeCom's own time of the add stands for it. */
function untoldAdds(customer: CustomerRow, names: Map<string, string>, facts: EventRow[]): Line[] {
  return customer.follows.flatMap(({ userid, addedAt }): Line[] => {
    const who = names.get(userid);
    if (!who || !addedAt) return [];
    const told = facts.some((fact) => tellsAnAdd.test(fact.name) && fact.subject?.staffUserid === userid && Math.abs(fact.at.getTime() - addedAt.getTime()) <= sameAddMs);
    return told ? [] : [{ id: `added:${userid}:${addedAt.toISOString()}`, at: addedAt.toISOString(), words: `${who}：添加了企业微信` }];
  });
}
