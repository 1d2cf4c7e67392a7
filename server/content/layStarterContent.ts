import { isDuplicateKey } from '../platform/mongo.ts';
import { ContentVersion } from './contentVersion.model.ts';
import { starterContent } from './starterContent.ts';

/** Lays what is missing; what a bank has changed or retired stays as it is. */
export async function layStarterContent(): Promise<void> {
  await ContentVersion.bulkWrite(
    starterContent.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
    { ordered: false },
  ).catch(ignoreDuplicates);
}

/** Two processes that start together lay the same rows: the second finds them there. */
function ignoreDuplicates(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
