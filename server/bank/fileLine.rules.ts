import { z } from 'zod';
import { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { bankEventTypeNames } from '../../shared/bank/constants.ts';
import { customerRiskRatings, productKinds, productRiskLevels, type BankFileKind } from '../../shared/bank/fileConstants.ts';
import { MobileNumber } from '../../shared/fields.ts';
import { normalPhone } from '../platform/phone.ts';
import { dayOf, fenOf, fenOfYuan, flagOf, instantOf } from './fileValue.rules.ts';

/** One line's cells by field; empty ones are left out. */
export type Cells = Record<string, string>;
export interface LineIssue { field: string; message: string }
export type Read<T> = { row: T } | { issues: LineIssue[] };

const typeByName = new Map<string, string>(Object.entries(bankEventTypeNames).map(([type, name]) => [name, type]));
const amounts = [['amountFen', 'amountYuan'], ['balanceFen', 'balanceYuan']] as const;

/** An event as a line tells it: types by code or Chinese name, times without a zone in Beijing time, amounts in fen or yuan. */
export function readEvent({ amountFen, amountYuan, balanceFen, balanceYuan, ...cells }: Cells): Read<BankEvent> {
  const given: Cells = { amountFen: amountFen ?? '', amountYuan: amountYuan ?? '', balanceFen: balanceFen ?? '', balanceYuan: balanceYuan ?? '' };
  const told: Record<string, unknown> = { ...cells, type: typeByName.get(cells.type ?? '') ?? cells.type, occurredAt: instantOf(cells.occurredAt ?? '') ?? cells.occurredAt };
  if (cells.phone) told.phone = normalPhone(cells.phone);
  const issues: LineIssue[] = [];
  for (const [fen, yuan] of amounts) {
    if (given[fen]) told[fen] = fenOf(given[fen]);
    if (given[fen] && told[fen] === undefined) issues.push({ field: fen, message: '应为整数，单位分' });
    if (given[yuan]) told[fen] = fenOfYuan(given[yuan]);
    if (given[yuan] && told[fen] === undefined) issues.push({ field: yuan, message: '应为最多两位小数的金额，单位元' });
  }
  const parsed = BankEvent.safeParse(told);
  if (parsed.success && issues.length === 0) return { row: parsed.data };
  return { issues: [...issues, ...issuesIn(parsed.error)] };
}

const Code = (max: number) => z.string().regex(/^[0-9A-Za-z_.:/-]+$/, '只能是字母、数字和 _ . : / -').max(max);
const Words = (max: number) => z.string().max(max);
const made = <T>(make: (text: string) => T | undefined, message: string) => z.string().transform((text, context) => {
  const value = make(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
const Day = made(dayOf, '应为日期，如 2026-11-22');
const Moment = made(instantOf, '应为日期或带时区的 RFC 3339 时间').transform((text) => new Date(text));
const Fen = made((text) => (text.startsWith('-') ? undefined : fenOf(text)), '应为非负整数，单位分');
const Phone = z.string().transform(normalPhone).pipe(MobileNumber);

const lines = {
  business: z.strictObject({
    bankCustomerNo: Code(32), phone: Phone.optional(), name: Words(60).optional(), managerEmployeeNo: Code(32).optional(),
    riskRating: z.enum(customerRiskRatings, '应为 C1–C5').optional(), ratedOn: Day.optional(), aumFen: Fen.optional(),
  }),
  licences: z.strictObject({ managerEmployeeNo: Code(32), kind: Words(40), validUntil: Day }),
  products: z.strictObject({
    productCode: Code(64), name: Words(100), kind: z.enum(productKinds, `应为 ${productKinds.join('、')} 之一`), riskLevel: z.enum(productRiskLevels, '应为 R1–R5').optional(),
    registrationCode: Words(60).optional(), onSaleFrom: Moment.optional(), offSaleAt: Moment.optional(), benchmark: Words(60).optional(), benchmarkNote: Words(500).optional(), minAmountFen: Fen.optional(),
  }),
};
const keys = {
  business: z.object({ bankCustomerNo: Code(32) }),
  licences: z.object({ managerEmployeeNo: Code(32), kind: Words(40) }),
  products: z.object({ productCode: Code(64) }),
};
export type RowKind = Exclude<BankFileKind, 'events'>;
/** What a line of a signed file says: a row, or that the one with this key has ended. */
export type Told<Kind extends RowKind = RowKind> = { deleted: false; row: z.infer<(typeof lines)[Kind]> } | { deleted: true; row: z.infer<(typeof keys)[Kind]> };

export function readTold<Kind extends RowKind>(kind: Kind, { deleted: mark = '', ...cells }: Cells): Read<Told<Kind>> {
  const deleted = flagOf(mark);
  if (deleted === undefined) return { issues: [{ field: 'deleted', message: '应为 1（结束）或空' }] };
  const parsed = (deleted ? keys[kind] : lines[kind]).safeParse(cells);
  if (parsed.success) return { row: { deleted, row: parsed.data } as Told<Kind> }; // the schema was chosen by both
  return { issues: issuesIn(parsed.error) };
}

/** The first complaint of each field. */
function issuesIn(error: z.ZodError | undefined): LineIssue[] {
  const byField = new Map<string, string>();
  for (const { path, message, code } of error?.issues ?? []) {
    const field = String(path[0] ?? '');
    if (!byField.has(field)) byField.set(field, code === 'invalid_type' ? '必填' : message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}
