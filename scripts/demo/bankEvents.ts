import type { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { businessTime } from '../../server/platform/clock.ts';
import type { Chance } from '../sandbox/chance.ts';

/** A customer whom the bank knows: when they came, and who looks after them. */
export interface Account { bankCustomerNo: string; phone: string; since: Date; employeeNo: string | null }

const dayMs = 86_400_000;
const yuan = 100;
const productCodes = ['JH-WM-2601', 'JH-WM-2602', 'JH-WM-2607', 'JH-FD-0012', 'JH-FD-0031'];
const openedShare = 0.7;
const confirmedShare = 0.62;
const releasedShare = 0.03;
const payrollShare = 0.24;
const redeemedShare = 0.25;
const reversedShare = 0.015;

/** What the bank's systems would have told of these people until now, in the order in which it happened. The same for the same chance. */
export function bankEvents(accounts: readonly Account[], now: Date, chance: Chance): BankEvent[] {
  const told = accounts.flatMap((account) => eventsOf(account, now, chance)).filter((event) => Date.parse(event.occurredAt) <= now.getTime());
  return [...told, ...reversals(told, now, chance)]
    .sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.eventId < b.eventId ? -1 : 1));
}

function eventsOf({ bankCustomerNo, phone, since, employeeNo }: Account, now: Date, chance: Chance): BankEvent[] {
  let count = 0;
  const event = (type: BankEvent['type'], at: Date, more: Partial<BankEvent> = {}): BankEvent => {
    count += 1;
    return { eventId: `D${bankCustomerNo}-${String(count).padStart(3, '0')}`, type, occurredAt: at.toISOString(), bankCustomerNo, phone, ...more };
  };
  const after = (fromDays: number, days: number) => workingTime(new Date(since.getTime() + (fromDays + chance.next() * days) * dayMs), chance);
  const events: BankEvent[] = [];
  if (chance.happens(openedShare)) events.push(event('accountOpened', after(0, 3)));
  if (employeeNo && chance.happens(confirmedShare)) {
    const at = after(1, 7);
    events.push(event('managerConfirmed', at, { managerEmployeeNo: employeeNo }));
    if (chance.happens(releasedShare)) events.push(event('managerReleased', new Date(at.getTime() + 20 * dayMs), { managerEmployeeNo: employeeNo }));
  }
  let balanceFen = 0;
  const moved = (type: BankEvent['type'], at: Date, amountFen: number, productCode?: string) => {
    balanceFen += type === 'productPurchased' || type === 'productRedeemed' ? 0 : amountFen;
    events.push(event(type, at, { amountFen, ...(type === 'aumChanged' ? { balanceFen } : {}), ...(productCode ? { productCode } : {}) }));
  };
  for (let n = chance.below(5); n > 0; n -= 1) moved('aumChanged', after(1, 80), wholeYuan(chance, -20_000, 180_000));
  for (let n = chance.below(4); n > 0; n -= 1) {
    const [at, amountFen, productCode] = [after(2, 75), wholeYuan(chance, 10_000, 300_000), chance.pick(productCodes)];
    moved('productPurchased', at, amountFen, productCode);
    if (chance.happens(redeemedShare)) moved('productRedeemed', new Date(at.getTime() + (15 + chance.below(40)) * dayMs), -amountFen, productCode);
  }
  if (chance.happens(payrollShare)) for (const at of payDays(since, now)) moved('payrollReceived', at, wholeYuan(chance, 6_000, 26_000));
  return events;
}

/** The tenth of each month, at nine. */
function payDays(since: Date, now: Date): Date[] {
  const days: Date[] = [];
  for (let at = businessTime(since).date(10).hour(9).minute(0).second(0); at.toDate() <= now; at = at.add(1, 'month')) if (at.toDate() >= since) days.push(at.toDate());
  return days;
}

/** Between nine and five. */
const workingTime = (at: Date, chance: Chance): Date => businessTime(at).hour(9 + chance.below(8)).minute(chance.below(60)).second(chance.below(60)).toDate();
const wholeYuan = (chance: Chance, from: number, to: number): number => (from + chance.below(to - from)) * yuan;

const reversals = (told: readonly BankEvent[], now: Date, chance: Chance): BankEvent[] => told.filter(() => chance.happens(reversedShare)).map((event) => ({
  eventId: `${event.eventId}-R`, type: 'reversal', occurredAt: new Date(Math.min(now.getTime(), Date.parse(event.occurredAt) + (1 + chance.below(5)) * dayMs)).toISOString(),
  bankCustomerNo: event.bankCustomerNo, reversesEventId: event.eventId,
}));
