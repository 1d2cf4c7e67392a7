import { z } from 'zod';
import { seal, unseal } from '../platform/crypto.ts';

const place = 'Staff.mail';
const Address = z.email();

export const sealMail = (address: string): string => seal(address, place);
export const unsealMail = (sealed: string): string => unseal(sealed, place);

/** As it may be written to; empty where it is no address. */
export const normalMail = (text = ''): string => Address.safeParse(text.trim()).data ?? '';

/** `l***@bank.example` */
export const maskMail = (address: string): string => address.replace(/^(.).*(?=@)/, '$1***');
