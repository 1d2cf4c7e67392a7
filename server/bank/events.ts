import { z } from 'zod';
import { bankEventTypes, bankEventTypeNames } from '../../shared/bank/constants.ts';
import { event } from '../platform/event.ts';

/**
 * An event of the bank's counts from now on. Key: the bank's eventId; it happened at the event's `occurredAt`.
 * What it says is read from `BankEvent`. It names no subject: a customer's timeline is seen by people who may not see bank data.
 */
export const bankEventApplied = event('bank.bankEventApplied', {
  payload: z.object({ bankEventId: z.string(), customerId: z.string(), type: z.enum(bankEventTypes) }),
  words: ({ type }) => `银行：${bankEventTypeNames[type]}`,
});
