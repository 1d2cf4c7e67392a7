import { bankRecords, findBankCustomers, type BankCustomer } from '../customers/bankCustomers.ts';
import { joinByBankNo } from '../customers/joinByBankNo.ts';
import { recordBankNos, type FoundNumber } from '../customers/recordBankNos.ts';
import type { Tx } from '../platform/mongo.ts';
import { phonesOf, sharedPhones } from './bankPhones.ts';
import { matchOf, type Candidate, type Match } from './match.rules.ts';

/** Of each bank number the record under which its events are kept, or why there is none. */
export type NumberHome = { customerId: string } | { reason: Extract<Match, { found: 'nobody' }>['reason'] };

/** Finds whose these numbers are. One that is found by phone is its customer's from here on. */
export async function matchNumbers(given: readonly string[], tx: Tx): Promise<Map<string, NumberHome>> {
  const numbers = [...new Set(given)];
  const phones = await phonesOf(numbers, tx);
  const people = await findBankCustomers({ numbers, phoneIndexes: [...new Set([...phones.values()].flat())] }, tx);
  const matches = matchAll(numbers, phones, people, await sharedPhones(people.flatMap(freePhone), tx));
  const recorded = await recordBankNos(foundBy(matches, people), tx);
  const isJoined = await joinSame(matches, tx);
  const owners = isJoined ? await findBankCustomers({ numbers, phoneIndexes: [] }, tx) : [...people.filter((each) => each.bankCustomerNo), ...recorded];
  const records = await bankRecords(owners, tx);
  const homes = new Map(owners.map((each) => [each.bankCustomerNo, records.get(each._id) ?? each._id]));
  return new Map([...matches].map(([number, match]) => [number, homeOf(homes.get(number), match)] as const));
}

const freePhone = ({ phoneIndex, bankCustomerNo }: BankCustomer): string[] => (phoneIndex && !bankCustomerNo ? [phoneIndex] : []);
const candidate = (person: BankCustomer | undefined): Candidate | undefined => person && { personId: person._id, bankCustomerNo: person.bankCustomerNo };

function matchAll(numbers: string[], phones: Map<string, string[]>, people: BankCustomer[], shared: Set<string>): Map<string, Match> {
  const byNumber = new Map(people.map((each) => [each.bankCustomerNo, each]));
  const byPhone = new Map(people.map((each) => [each.phoneIndex, each]));
  return new Map(numbers.map((number) => [number, matchOf({
    owner: candidate(byNumber.get(number)), phones: phones.get(number) ?? [], verifiedBy: (phone) => candidate(byPhone.get(phone)), isShared: (phone) => shared.has(phone),
  })]));
}

function foundBy(matches: Map<string, Match>, people: BankCustomer[]): FoundNumber[] {
  const byId = new Map(people.map((each) => [each._id, each]));
  return [...matches].flatMap(([bankCustomerNo, match]) => {
    const person = match.found === 'byPhone' ? byId.get(match.personId) : undefined;
    return person && match.found === 'byPhone' ? [{ person, bankCustomerNo, phoneIndex: match.phoneIndex }] : [];
  });
}

/** The bank tells one number of two people: rare, and one by one. Whether any were joined. */
async function joinSame(matches: Map<string, Match>, tx: Tx): Promise<boolean> {
  let isJoined = false;
  for (const match of matches.values()) {
    if (match.found !== 'byNumber' || !match.alsoId) continue;
    const survivorId = await joinByBankNo(match.personId, match.alsoId, tx);
    isJoined ||= survivorId !== undefined;
  }
  return isJoined;
}

function homeOf(customerId: string | undefined, match: Match): NumberHome {
  if (customerId) return { customerId };
  return { reason: match.found === 'nobody' ? match.reason : 'unknownCustomer' };
}
