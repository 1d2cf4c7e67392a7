import type { EventMapping } from '../../shared/bank/bankFile.contract.ts';
import { eventColumnNames, eventColumns, neededEventColumns, rowColumns, type BankFileKind, type EventColumn } from '../../shared/bank/fileConstants.ts';
import type { FieldIssue } from '../platform/errors.ts';

/** Other headings that banks write. Compared without blanks, in lower case, with plain brackets. */
const otherNames: Record<EventColumn, readonly string[]> = {
  eventId: ['事件号', '事件id', '流水号', '交易流水号', 'event_id', 'id'],
  type: ['类型', '业务类型', 'eventtype', 'event_type'],
  occurredAt: ['时间', '发生日期', '交易时间', '交易日期', '业务时间', 'occurred_at', 'time'],
  bankCustomerNo: ['客户号', '客户编号', '核心客户号', 'bank_customer_no', 'customerno'],
  phone: ['手机', '手机号码', '联系电话', '电话', 'mobile'],
  managerEmployeeNo: ['工号', '员工号', '员工工号', '客户经理', '客户经理编号', 'manager_employee_no', 'employeeno'],
  productCode: ['产品编号', '产品编码', '产品号', 'product_code'],
  amountFen: ['发生额(分)', '交易金额(分)', '变动金额(分)', 'amount_fen'],
  amountYuan: ['金额', '发生额', '发生额(元)', '交易金额', '交易金额(元)', '变动金额', '变动金额(元)', 'amount'],
  balanceFen: ['资产余额(分)', 'balance_fen'],
  balanceYuan: ['余额', '资产余额', '资产余额(元)', 'balance'],
  reversesEventId: ['冲正事件编号', '原事件编号', '原流水号', '被冲正流水号', 'reverses_event_id'],
};

const plain = (heading: string): string => heading.replace(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')').toLowerCase();
const byHeading = new Map<string, EventColumn>(eventColumns.flatMap((field) => [field, eventColumnNames[field], ...otherNames[field]].map((name) => [plain(name), field] as const)));

/** What the columns of an upload seem to hold, the first of a kind. */
export function proposeMapping(columns: readonly string[]): Partial<EventMapping> {
  const mapping: Partial<EventMapping> = {};
  for (const [index, heading] of columns.entries()) {
    const field = byHeading.get(plain(heading));
    if (field && mapping[field] === undefined && !(field in twins && mapping[twins[field] as EventColumn] !== undefined)) mapping[field] = index;
  }
  return mapping;
}

/** The same amount in its two units. */
const twins: Partial<Record<EventColumn, EventColumn>> = { amountFen: 'amountYuan', amountYuan: 'amountFen', balanceFen: 'balanceYuan', balanceYuan: 'balanceFen' };

/** A mapping by column, or what is wrong with it. */
export function fieldsOfMapping(mapping: EventMapping, columnCount: number): { fields: string[] } | { issues: FieldIssue[] } {
  const fields = Array.from({ length: columnCount }, () => '');
  const issues: FieldIssue[] = [];
  for (const field of eventColumns) {
    const column = mapping[field];
    if (column === undefined) continue;
    const path = `mapping.${field}`;
    const twin = twins[field];
    if (column >= columnCount) issues.push({ path, message: '文件没有这一列' });
    else if (fields[column] !== '') issues.push({ path, message: `这一列已用作${eventColumnNames[fields[column] as EventColumn]}` }); // only such names were put there
    else if (twin && mapping[twin] !== undefined && twin.endsWith('Fen')) issues.push({ path, message: `不能同时有${eventColumnNames[twin]}` });
    else fields[column] = field;
  }
  return issues.length > 0 ? { issues } : { fields };
}

/** The fields of a signed file's columns; its headings are E5's names to the letter. */
export function fieldsOfHeader(kind: BankFileKind, columns: readonly string[]): { fields: string[] } | { issues: FieldIssue[] } {
  const known: readonly string[] = kind === 'events' ? eventColumns.filter((each) => !each.endsWith('Yuan')) : [...rowColumns[kind], 'deleted'];
  const needed: readonly string[] = kind === 'events' ? neededEventColumns : rowColumns[kind];
  const issues = [
    ...needed.filter((each) => !columns.includes(each)).map((path) => ({ path, message: '缺少这一列' })),
    ...columns.flatMap((each, index) => {
      if (!known.includes(each)) return [{ path: each.slice(0, 60) || `第 ${index + 1} 列`, message: '没有这个字段' }];
      return columns.indexOf(each) < index ? [{ path: each, message: '这一列出现了两次' }] : [];
    }),
  ];
  return issues.length > 0 ? { issues } : { fields: [...columns] };
}
