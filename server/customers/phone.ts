import { blindIndex, seal, unseal } from '../platform/crypto.ts';
import type { PhoneRow } from './customer.model.ts';
import { maskPhone, normalPhone } from './search.rules.ts';

const place = 'Customer.follows.phones';

export const phoneIndex = (phone: string): string => blindIndex(phone, place);

/** Mobiles as WeCom gives them, made fit to store; those that `known` holds already keep their seal. */
export function sealPhones(phones: string[], known: PhoneRow[]): PhoneRow[] {
  const clean = [...new Set(phones.map(normalPhone).filter(Boolean))];
  return clean.map((phone) => {
    const index = phoneIndex(phone);
    return known.find((each) => each.index === index) ?? { sealed: seal(phone, place), index };
  });
}

export const maskSealed = (phone: PhoneRow | undefined): string => (phone ? maskPhone(unseal(phone.sealed, place)) : '');
