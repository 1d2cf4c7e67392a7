import type { Chance } from './chance.ts';
import type { Customer, State } from './state.ts';

/** None of 139: those are the members'. */
const prefixes = ['130', '131', '135', '136', '137', '138', '150', '151', '158', '176', '186', '188'];

/** A number that nobody has. */
export function freePhone(state: State, chance: Chance): string {
  for (;;) {
    const phone = chance.pick(prefixes) + String(chance.below(100_000_000)).padStart(8, '0');
    if (!state.phones.has(phone)) return phone;
  }
}

/** The number leaves whoever had it; '' takes the person's own away. */
export function givePhone(state: State, customer: Customer, phone: string): void {
  const before = state.customers.get(state.phones.get(phone) ?? '');
  if (before) before.phone = '';
  state.phones.delete(customer.phone);
  customer.phone = phone;
  if (phone) state.phones.set(phone, customer.externalUserid);
}

export function swapPhones(state: State, one: Customer, other: Customer): void {
  const [mine, theirs] = [one.phone, other.phone];
  givePhone(state, one, theirs);
  givePhone(state, other, mine);
}
