import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { notifyStaffMember } from './notifyStaffMember.job.ts';

export interface Notice {
  /** Business key: the same notice asked for again reaches each member once. */
  key: string;
  userids: string[];
  /** At most 2 048 bytes, 512 on a card; the rest is cut. */
  text: string;
  /** Makes a card of it that opens a page of ours: `path` begins with `/`. */
  card?: { title: string; path: string };
}

/** Owes each of these members a message in WeCom's app. */
export async function notifyStaff({ key, userids, text, card }: Notice, tx: Tx): Promise<void> {
  const askedAt = now().toISOString();
  const members = [...new Set(userids)];
  await owe(notifyStaffMember, members.map((userid) => ({ key: `${key}:${userid}`, payload: { userid, text, card: card ?? null, askedAt } })), tx);
}
