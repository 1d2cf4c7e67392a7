import type { z } from 'zod';
import type { Choice, Choices } from '../../shared/privacy/choices.contract.ts';
import { personIds } from '../customers/person.ts';
import type { Tx } from '../platform/mongo.ts';
import { decisionsOf } from './decisions.ts';
import { notice } from './notice.ts';
import { NoticeReading, type NoticeReadingRow } from './noticeReading.model.ts';
import { allPurposes, wordingOf } from './purposes.ts';

/** Every purpose with this customer's last decision; without a customer, as nobody has decided. */
export async function presentDecisions(customerId: string | null, tx?: Tx): Promise<z.infer<typeof Choice>[]> {
  const decisions = customerId === null ? undefined : await decisionsOf(customerId, tx);
  return allPurposes.map((purpose) => {
    const { name, words, version } = wordingOf(purpose);
    const decision = decisions?.get(purpose);
    return { purpose, name, words, wordingVersion: version, granted: decision?.granted ?? null, decidedAt: decision?.at.toISOString() ?? null };
  });
}

export async function presentChoices(customerId: string | null, tx?: Tx): Promise<z.infer<typeof Choices>> {
  const reading = customerId === null ? null : await NoticeReading
    .findOne({ customerId: { $in: (await personIds(customerId, tx)).ids }, version: notice.version }).session(tx ?? null).lean<NoticeReadingRow>();
  const { version, effectiveFrom, title, intro, sections } = notice;
  return {
    notice: { version, effectiveFrom, title, intro, sections: sections.map(({ heading, lines }) => ({ heading, lines: [...lines] })) },
    noticeReadAt: reading?.at.toISOString() ?? null,
    choices: await presentDecisions(customerId, tx),
  };
}
