import type { z } from 'zod';
import type { getCustomer } from '../../shared/customers/customer.contract.ts';
import { maskPhone, unsealPhone } from '../platform/phone.ts';
import type { CustomerRow } from './customer.model.ts';

type Identities = z.infer<typeof getCustomer.output>['identities'];

/** By what a person is known. `follows`: the relations that the reader may see. */
export function identitiesOf(person: CustomerRow, follows: { addedAt: string }[]): Identities {
  const identities: Identities = [];
  if (person.externalUserid !== null) identities.push({ kind: 'externalContact', words: '企业微信外部联系人', at: follows.map((each) => each.addedAt).sort()[0] ?? null });
  // WeChat tells no time; a record without an external contact began with the sign-in.
  const signedUpAt = person.externalUserid === null ? person.createdAt.toISOString() : null;
  if (person.openids.length > 0) identities.push({ kind: 'miniProgram', words: '小程序用户', at: signedUpAt });
  if (person.phone) identities.push({ kind: 'phone', words: `已验证手机号 ${maskPhone(unsealPhone(person.phone))}`, at: person.phoneVerifiedAt?.toISOString() ?? null });
  return identities;
}
