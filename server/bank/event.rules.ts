import type { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { amountEventTypes, bankLimits, type BankEventType } from '../../shared/bank/constants.ts';

export interface EventIssue { field: keyof BankEvent; message: string }

const carriesAmount = (type: BankEventType): boolean => amountEventTypes.some((each) => each === type);

/** What is wrong with one event beyond its fields' forms. */
export function issuesOf(event: BankEvent, now: Date): EventIssue[] {
  const issues: EventIssue[] = [];
  const isFuture = Date.parse(event.occurredAt) > now.getTime() + bankLimits.futureMinutes * 60_000;
  if (isFuture) issues.push({ field: 'occurredAt', message: `发生时间不能晚于服务器时间 ${bankLimits.futureMinutes} 分钟以上` });
  if (carriesAmount(event.type) && event.amountFen === undefined) issues.push({ field: 'amountFen', message: '此类事件必须有金额（分）' });
  if (event.type === 'managerConfirmed' && event.managerEmployeeNo === undefined) issues.push({ field: 'managerEmployeeNo', message: '确认管户必须有客户经理工号' });
  if (event.type === 'reversal' && event.reversesEventId === undefined) issues.push({ field: 'reversesEventId', message: '冲正必须写明被冲正的事件编号' });
  if (event.type !== 'reversal' && event.reversesEventId !== undefined) issues.push({ field: 'reversesEventId', message: '只有冲正事件可以填写' });
  if (event.reversesEventId === event.eventId) issues.push({ field: 'reversesEventId', message: '不能冲正自身' });
  return issues;
}

/** As far as reversals look at each other. */
export interface Reversing { _id: string; bankCustomerNo: string; reversesEventId: string | null }

/** What is wrong with a reversal among all events that it leads to: another customer's event, or a way that comes back to itself. */
export function reversalIssue(reversal: Reversing, known: ReadonlyMap<string, Reversing>): string | undefined {
  const original = known.get(reversal.reversesEventId ?? '');
  if (original && original.bankCustomerNo !== reversal.bankCustomerNo) return '被冲正的事件属于另一个银行客户号';
  const seen = new Set([reversal._id]);
  for (let id = reversal.reversesEventId; id; id = known.get(id)?.reversesEventId ?? null) {
    if (seen.has(id)) return '冲正关系成环';
    seen.add(id);
  }
  return undefined;
}
