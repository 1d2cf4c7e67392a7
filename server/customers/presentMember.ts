import type { z } from 'zod';
import type { Member } from '../../shared/customers/member.contract.ts';
import { maskPhone, unsealPhone } from '../platform/phone.ts';
import type { CustomerRow } from './customer.model.ts';

export const presentMember = (row: CustomerRow, signedInAt: Date): z.infer<typeof Member> => ({
  id: row._id,
  name: row.name,
  phoneMasked: row.phone ? maskPhone(unsealPhone(row.phone)) : '',
  isPhoneVerified: row.phone !== null,
  signedInAt: signedInAt.toISOString(),
});
