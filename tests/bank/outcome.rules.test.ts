import type { BankEventType } from '../../shared/bank/constants.ts';
import { reversalIssue, type Reversing } from '../../server/bank/event.rules.ts';
import { outcomeOf, reversalOutcome } from '../../server/bank/outcome.rules.ts';

const managers = new Map([['E1', 'amy']]);
const home = { customerId: 'c1' };
test.each([
  ['accountOpened', null, home, 'applied', null, null],
  ['accountOpened', 'E9', home, 'applied', null, null],
  ['managerConfirmed', 'E1', home, 'applied', null, 'amy'],
  ['managerConfirmed', 'E9', home, 'waiting', 'unknownManager', null],
  ['managerReleased', null, home, 'applied', null, null],
  ['managerReleased', 'E9', home, 'waiting', 'unknownManager', null],
  ['managerConfirmed', 'E9', { reason: 'phoneShared' }, 'waiting', 'phoneShared', null],
] as const)('%s by %s at %j: %s %s', (type: BankEventType, managerEmployeeNo, at, state, reason, managerUserid) => {
  expect(outcomeOf({ type, managerEmployeeNo }, at, managers)).toEqual({ state, reason, managerUserid, customerId: state === 'applied' ? 'c1' : null });
});

test.each([
  ['nothing', undefined, 'waiting', 'reversesUnknown', null],
  ['what waits', { bankCustomerNo: 'B1', state: 'waiting', customerId: null }, 'waiting', 'reversesWaiting', null],
  ['what counts', { bankCustomerNo: 'B1', state: 'applied', customerId: 'c7' }, 'applied', null, 'c7'],
  ['another customer’s', { bankCustomerNo: 'B2', state: 'applied', customerId: 'c8' }, 'waiting', 'reversesOther', null],
] as const)('a reversal of %s', (_, original, state, reason, customerId) => {
  expect(reversalOutcome({ bankCustomerNo: 'B1' }, original)).toEqual({ state, reason, customerId, managerUserid: null });
});

const known = new Map<string, Reversing>([
  ['plain', { _id: 'plain', bankCustomerNo: 'B1', reversesEventId: null }],
  ['back', { _id: 'back', bankCustomerNo: 'B1', reversesEventId: 'plain' }],
  ['ring1', { _id: 'ring1', bankCustomerNo: 'B1', reversesEventId: 'new' }],
  ['ring2', { _id: 'ring2', bankCustomerNo: 'B1', reversesEventId: 'ring1' }],
]);
test.each([
  ['plain', 'B1', undefined], ['back', 'B1', undefined], ['unheard', 'B1', undefined],
  ['plain', 'B2', '被冲正的事件属于另一个银行客户号'], ['ring1', 'B1', '冲正关系成环'], ['ring2', 'B1', '冲正关系成环'],
])('a reversal `new` of %s by %s: %s', (reversesEventId, bankCustomerNo, expected) => {
  expect(reversalIssue({ _id: 'new', bankCustomerNo, reversesEventId }, known)).toBe(expected);
});
