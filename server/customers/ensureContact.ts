import type { Tx } from '../platform/mongo.ts';
import { ensureContacts } from './ensureContacts.ts';

export interface ContactProfile { name: string; avatar: string; gender: 0 | 1 | 2; type: 1 | 2; unionid?: string }
export interface Contact {
  externalUserid: string;
  userid: string;
  /** When WeCom's answer to `externalcontact/get` is at hand. */
  profile?: ContactProfile;
  addedAt: Date;
  addWay?: number;
  state?: string;
  remark?: string;
  tagIds?: string[];
  /** The manager's remark_mobiles. */
  phones?: string[];
  /** When WeCom was asked for profile, remark, tags and mobiles; without it, now. An older answer never replaces a newer one. */
  readAt?: Date;
}

/** The customer of an external contact, made if it is new, with this manager's relation. Safe to repeat and in any order. */
export async function ensureContact(contact: Contact, tx: Tx): Promise<{ customerId: string; isNew: boolean }> {
  const [ensured] = await ensureContacts([contact], tx);
  if (!ensured) throw new Error('ensureContacts lost a contact');
  return { customerId: ensured.customerId, isNew: ensured.isNew };
}
