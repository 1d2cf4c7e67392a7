import type { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { blindIndex, seal } from '../platform/crypto.ts';
import { sealPhone } from '../platform/phone.ts';
import type { BankEventRow } from './bankEvent.model.ts';

/** The event as it is stored, before anything is known of its customer. */
export const eventRow = (event: BankEvent, source: string, receivedAt: Date): BankEventRow => ({
  _id: event.eventId, type: event.type, occurredAt: new Date(event.occurredAt), bankCustomerNo: event.bankCustomerNo, phone: event.phone ? sealPhone(event.phone) : null,
  managerEmployeeNo: event.managerEmployeeNo ?? null, productCode: event.productCode ?? null, amountFen: event.amountFen ?? null,
  sealedBalance: event.balanceFen === undefined ? '' : seal(String(event.balanceFen), 'BankEvent.balance'), reversesEventId: event.reversesEventId ?? null,
  contentHash: contentHash(event), source, receivedAt, state: 'waiting', reason: 'unknownCustomer', customerId: null, managerUserid: null, appliedAt: null,
});

/** Two that say the same have the same hash, in whatever zone they write the time. Keyed: a plain hash would give a phone away to who tries all of them. */
export const contentHash = (event: BankEvent): string => blindIndex(JSON.stringify([
  event.type, Date.parse(event.occurredAt), event.bankCustomerNo, event.phone ?? null, event.managerEmployeeNo ?? null, event.productCode ?? null,
  event.amountFen ?? null, event.balanceFen ?? null, event.reversesEventId ?? null,
]), 'BankEvent.content');
