import { z } from 'zod';
import { contract } from '../contract.ts';
import { Id, Instant, MobileNumber, PageInput, pageOf } from '../fields.ts';
import { bankEventStates, bankEventTypes, bankLimits, waitReasons } from './constants.ts';

const Fen = z.int('金额为整数，单位分').min(-(10 ** 15)).max(10 ** 15);
const Text = (max: number) => z.string().regex(/^[0-9A-Za-z_.:/-]+$/, '只能是字母、数字和 _ . : / -').max(max);

/** One fact of the bank's, E5's format. `amountFen`: signed change; `balanceFen`: what it came to. `occurredAt`: RFC 3339 with a zone. */
export const BankEvent = z.strictObject({
  eventId: Text(bankLimits.eventIdLength),
  type: z.enum(bankEventTypes),
  occurredAt: z.iso.datetime({ offset: true, error: '时间应为带时区的 RFC 3339，如 2026-11-22T14:05:00+08:00' }),
  bankCustomerNo: Text(32),
  phone: MobileNumber.optional(),
  managerEmployeeNo: Text(32).optional(),
  productCode: Text(64).optional(),
  amountFen: Fen.optional(),
  balanceFen: Fen.optional(),
  reversesEventId: Text(bankLimits.eventIdLength).optional(),
});
export type BankEvent = z.infer<typeof BankEvent>;

/**
 * Takes events from the bank's system, signed: `X-Guanhu-Key-Id`, `X-Guanhu-Timestamp` (Unix seconds), `X-Guanhu-Signature` =
 * hex HMAC-SHA256(secret, timestamp + "." + raw body). All or none: a wrong field refuses the call with its place, `events.3.amountFen`.
 * An event told again is a duplicate; the same id with another content is 409 `bank.eventChanged`.
 */
export const ingestEvents = contract('bank.ingestEvents', {
  kind: 'write',
  summary: '接收银行事件',
  input: z.strictObject({ events: z.array(BankEvent).min(1).max(bankLimits.eventsPerCall) }),
  output: z.object({
    applied: z.int(), waiting: z.int(), duplicate: z.int(),
    /** Those that wait, with the reason. */
    waits: z.array(z.object({ eventId: z.string(), reason: z.enum(waitReasons) })),
  }),
});

export const ListedBankEvent = z.object({
  eventId: z.string(), type: z.enum(bankEventTypes), state: z.enum(bankEventStates), reason: z.enum(waitReasons).nullable(),
  /** Only its last four characters. */
  bankCustomerNo: z.string(), phone: z.string(),
  managerEmployeeNo: z.string(), productCode: z.string(), amountFen: z.int().nullable(), reversesEventId: z.string(),
  occurredAt: Instant, receivedAt: Instant, appliedAt: Instant.nullable(),
  /** Told more than 24 hours after it happened. */
  isLate: z.boolean(),
  source: z.string(),
});

/** What came, newest first; `waiting` oldest first. `search`: an event id or a bank customer number, whole. Only for who sees the whole bank. */
export const listBankEvents = contract('bank.listBankEvents', {
  kind: 'read',
  summary: '银行事件',
  input: z.strictObject({ ...PageInput, state: z.enum(bankEventStates).optional(), type: z.enum(bankEventTypes).optional(), reason: z.enum(waitReasons).optional(), search: z.string().trim().max(64).optional() }),
  output: pageOf(ListedBankEvent),
});

/** Counts to watch: of the last 30 business days each day's received, applied at once, late, refused calls; and what waits now by reason with the oldest. */
export const getBankWatch = contract('bank.getBankWatch', {
  kind: 'read',
  summary: '银行数据概况',
  input: z.strictObject({}),
  output: z.object({
    days: z.array(z.object({ day: z.iso.date(), received: z.int(), applied: z.int(), late: z.int(), refused: z.int() })),
    waiting: z.array(z.object({ reason: z.enum(waitReasons), words: z.string(), count: z.int(), oldestAt: Instant })),
    lastReceivedAt: Instant.nullable(),
  }),
});

const Key = z.object({ id: z.string(), name: z.string(), state: z.enum(['active', 'retired']), createdAt: Instant, lastUsedAt: Instant.nullable(), can: z.array(z.string()) });
export const listBankKeys = contract('bank.listBankKeys', { kind: 'read', summary: '银行密钥', input: z.strictObject({}), output: z.object({ rows: z.array(Key), can: z.array(z.string()) }) });
/** The secret is shown this once. Two keys may be in use while the bank's side changes over. */
export const createBankKey = contract('bank.createBankKey', { kind: 'write', summary: '新建银行密钥', input: z.strictObject({ name: z.string().trim().min(1).max(30) }), output: Key.extend({ secret: z.string() }) });
export const retireBankKey = contract('bank.retireBankKey', { kind: 'write', summary: '停用银行密钥', input: z.strictObject({ id: Id }), output: Key });
