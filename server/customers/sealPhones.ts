import { normalPhone, phoneIndex, sealPhone, type PhoneRow } from '../platform/phone.ts';

/** Mobiles as WeCom gives them, made fit to store; those that `known` holds already keep their seal. */
export function sealPhones(phones: string[], known: PhoneRow[]): PhoneRow[] {
  const clean = [...new Set(phones.map(normalPhone).filter(Boolean))];
  return clean.map((phone) => {
    const index = phoneIndex(phone);
    return known.find((each) => each.index === index) ?? sealPhone(phone);
  });
}
