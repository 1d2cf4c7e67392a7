import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { settleCredits, type Settling } from './settleCredits.ts';
import { settlePage } from './settlePage.job.ts';

const pageSize = 500;

/** A few are settled at once; of many each page has a transaction of its own. `key`: of what they follow from. */
export async function settleInPages(settlings: Settling[], key: string, now: Date, tx: Tx): Promise<void> {
  if (settlings.length <= pageSize) return settleCredits(settlings, now, tx);
  const pages = Array.from({ length: Math.ceil(settlings.length / pageSize) }, (_, page) => settlings.slice(page * pageSize, (page + 1) * pageSize));
  await owe(settlePage, pages.map((page, index) => ({ key: `${key}:${index}`, payload: { settlings: page } })), tx);
}
