import { matchOf, type Candidate } from '../../server/bank/match.rules.ts';

const people: Record<string, Candidate> = { p1: { personId: 'amy', bankCustomerNo: null }, p2: { personId: 'ben', bankCustomerNo: 'other' }, p3: { personId: 'cid', bankCustomerNo: null } };
const shared = ['p3', 'p9'];
const match = (owner: Candidate | undefined, phones: string[]) => matchOf({ owner, phones, verifiedBy: (phone) => people[phone], isShared: (phone) => shared.includes(phone) });
const owner: Candidate = { personId: 'dan', bankCustomerNo: 'B1' };

test.each([
  ['nothing is known', undefined, [], { found: 'nobody', reason: 'unknownCustomer' }],
  ['a phone that nobody has verified', undefined, ['p8'], { found: 'nobody', reason: 'unknownCustomer' }],
  ['a shared phone that nobody has verified', undefined, ['p9'], { found: 'nobody', reason: 'unknownCustomer' }],
  ['a verified phone', undefined, ['p1'], { found: 'byPhone', personId: 'amy', phoneIndex: 'p1' }],
  ['a verified phone beside one that nobody knows', undefined, ['p8', 'p1'], { found: 'byPhone', personId: 'amy', phoneIndex: 'p1' }],
  ['the phone of somebody with another number', undefined, ['p2'], { found: 'nobody', reason: 'numberConflict' }],
  ['a phone that several numbers share', undefined, ['p3'], { found: 'nobody', reason: 'phoneShared' }],
  ['an older phone fits where the newer does not', undefined, ['p2', 'p1'], { found: 'byPhone', personId: 'amy', phoneIndex: 'p1' }],
  ['of two reasons the newer phone’s', undefined, ['p2', 'p3'], { found: 'nobody', reason: 'numberConflict' }],
  ['the number itself', owner, [], { found: 'byNumber', personId: 'dan', alsoId: null }],
  ['the number before any phone', owner, ['p2', 'p3'], { found: 'byNumber', personId: 'dan', alsoId: null }],
  ['the number, with somebody else who has verified its phone', owner, ['p1'], { found: 'byNumber', personId: 'dan', alsoId: 'amy' }],
  ['the number, with its owner’s own phone', { personId: 'amy', bankCustomerNo: 'B1' }, ['p1'], { found: 'byNumber', personId: 'amy', alsoId: null }],
])('%s', (_, who, phones, expected) => { expect(match(who, phones)).toEqual(expected); });
