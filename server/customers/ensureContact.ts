import type { Tx } from '../platform/mongo.ts';

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
}

/** The customer of an external contact, made if it is new, with this manager's relation. Safe to repeat and in any order. */
export async function ensureContact(_contact: Contact, _tx: Tx): Promise<{ customerId: string; isNew: boolean }> {
  throw new Error('not built yet');
}
