import type { BankEventRow } from './bankEvent.model.ts';

export type ManagerEvent = Pick<BankEventRow, '_id' | 'type' | 'occurredAt' | 'bankCustomerNo' | 'managerEmployeeNo' | 'reversesEventId'>;

/** Whom the bank's events of one customer named last, by the time at which it happened; reversed ones name nobody. */
export function managerToldBy(events: readonly ManagerEvent[]): { managerEmployeeNo: string | null; at: Date } {
  const reversals = events.filter((each) => each.type === 'reversal');
  const isEffective = (id: string): boolean => !reversals.some((each) => each.reversesEventId === id && isEffective(each._id));
  const effective = events.filter((each) => each.type !== 'reversal' && isEffective(each._id));
  const last = effective.reduce<ManagerEvent | undefined>((latest, each) => (!latest || each.occurredAt >= latest.occurredAt ? each : latest), undefined);
  return { managerEmployeeNo: last?.type === 'managerConfirmed' ? last.managerEmployeeNo : null, at: last?.occurredAt ?? new Date(0) };
}
