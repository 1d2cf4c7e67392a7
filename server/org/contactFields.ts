import { sealPhone } from '../platform/phone.ts';
import { sealMail } from './mailAddress.ts';
import type { StaffRow } from './staff.model.ts';

/** A number as the row keeps it; empty = none. */
export const phoneFields = (phone: string): Pick<StaffRow, 'sealedPhone' | 'phoneIndex'> => {
  if (phone === '') return { sealedPhone: '', phoneIndex: null };
  const { sealed, index } = sealPhone(phone);
  return { sealedPhone: sealed, phoneIndex: index };
};
export const mailFields = (mail: string): Pick<StaffRow, 'sealedMail'> => ({ sealedMail: mail && sealMail(mail) });

/** What a sync writes: what WeCom gives, but nothing over what was entered here. */
export const syncedContact = ({ phone, mail }: { phone: string; mail: string }, before: Pick<StaffRow, 'phoneMended' | 'mailMended'> | undefined) =>
  ({ ...(before?.phoneMended ? {} : phoneFields(phone)), ...(before?.mailMended ? {} : mailFields(mail)) });
