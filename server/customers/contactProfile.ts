import type { ExternalContact } from '../wecom/contacts.ts';
import type { ContactProfile } from './ensureContact.ts';

/** WeCom's answer (contract 4.1) as we keep it. */
export const contactProfile = (contact: ExternalContact): ContactProfile => ({
  name: contact.name,
  avatar: contact.avatar ?? '',
  gender: contact.gender === 1 || contact.gender === 2 ? contact.gender : 0,
  type: contact.type === 2 ? 2 : 1,
  ...(contact.unionid ? { unionid: contact.unionid } : {}),
});
