import type { z } from 'zod';
import type { ListedBankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { maskPhone, unsealPhone } from '../platform/phone.ts';
import type { BankEventRow } from './bankEvent.model.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { isLate } from './late.rules.ts';

export async function presentEvents(rows: BankEventRow[]): Promise<z.infer<typeof ListedBankEvent>[]> {
  const keyIds = [...new Set(rows.flatMap(({ source }) => (source.startsWith(byApi) ? [source.slice(byApi.length)] : [])))];
  const keys = await BankKey.find({ _id: { $in: keyIds } }, { name: 1 }).lean<Pick<BankKeyRow, '_id' | 'name'>[]>();
  const names = new Map(keys.map(({ _id, name }) => [byApi + _id, `接口「${name}」`]));
  return rows.map((row) => ({
    eventId: row._id, type: row.type, state: row.state, reason: row.reason,
    bankCustomerNo: maskNumber(row.bankCustomerNo), phone: row.phone ? maskPhone(unsealPhone(row.phone)) : '',
    managerEmployeeNo: row.managerEmployeeNo ?? '', productCode: row.productCode ?? '', amountFen: row.amountFen, reversesEventId: row.reversesEventId ?? '',
    occurredAt: row.occurredAt.toISOString(), receivedAt: row.receivedAt.toISOString(), appliedAt: row.appliedAt?.toISOString() ?? null,
    isLate: isLate(row), source: names.get(row.source) ?? (row.source.startsWith(byApi) ? '接口' : '文件'),
  }));
}

const byApi = 'api:';

/** Its last four characters; of a short one nothing. */
const maskNumber = (number: string): string => (number.length > 4 ? `****${number.slice(-4)}` : '****');
