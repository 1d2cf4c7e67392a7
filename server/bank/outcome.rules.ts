import type { BankEventRow } from './bankEvent.model.ts';

export type Outcome = Pick<BankEventRow, 'state' | 'reason' | 'customerId' | 'managerUserid'>;
type Home = { customerId: string } | { reason: NonNullable<BankEventRow['reason']> };
/** As far as its reversal must know it. */
export type Original = Pick<BankEventRow, 'bankCustomerNo' | 'state' | 'customerId'>;

const waiting = (reason: NonNullable<BankEventRow['reason']>): Outcome => ({ state: 'waiting', reason, customerId: null, managerUserid: null });

/** Whether an event counts now: its customer must be known, and the manager where it speaks of one. */
export function outcomeOf({ type, managerEmployeeNo }: Pick<BankEventRow, 'type' | 'managerEmployeeNo'>, home: Home, managers: ReadonlyMap<string, string>): Outcome {
  if ('reason' in home) return waiting(home.reason);
  const speaksOfManager = type === 'managerConfirmed' || type === 'managerReleased';
  const managerUserid = speaksOfManager && managerEmployeeNo ? managers.get(managerEmployeeNo) : null;
  if (managerUserid === undefined) return waiting('unknownManager');
  return { state: 'applied', reason: null, customerId: home.customerId, managerUserid };
}

/** A reversal goes where its original went. */
export function reversalOutcome({ bankCustomerNo }: Pick<BankEventRow, 'bankCustomerNo'>, original: Original | undefined): Outcome {
  if (!original) return waiting('reversesUnknown');
  if (original.bankCustomerNo !== bankCustomerNo) return waiting('reversesOther');
  if (original.state === 'waiting') return waiting('reversesWaiting');
  return { state: 'applied', reason: null, customerId: original.customerId, managerUserid: null };
}
