import { blindIndex, seal, unseal } from './crypto.ts';

/** A phone number: sealed for showing, blindly indexed for finding. */
export interface PhoneRow { sealed: string; index: string }

/** One place for all models, so that a number has the same index wherever it stands. */
const place = 'Customer.follows.phones';

/** Of a number as `normalPhone` gives it. */
export const phoneIndex = (phone: string): string => blindIndex(phone, place);
export const sealPhone = (phone: string): PhoneRow => ({ sealed: seal(phone, place), index: phoneIndex(phone) });
export const unsealPhone = (phone: PhoneRow | string): string => unseal(typeof phone === 'string' ? phone : phone.sealed, place);

/** Only digits, without the country code of the mainland; empty where nothing that could be dialled is left. */
export function normalPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  const national = digits.length === 13 && digits.startsWith('861') ? digits.slice(2) : digits;
  return national.length >= 5 && national.length <= 20 ? national : '';
}

/** `138****0001` */
export const maskPhone = (phone: string): string => (phone.length >= 8 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****');
