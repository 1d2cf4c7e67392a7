import { BankEvent, type BankEventRow } from '../bank/bankEvent.model.ts';
import { bankEventApplied } from '../bank/events.ts';
import { onMany } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { settleCredits } from './settleCredits.ts';

/** An event counts; a reversal changes what the event counts for that it takes back in the end. */
export const onBankEventApplied = onMany(bankEventApplied, 'performance.onBankEventApplied', {
  many: 200,
  async runMany(facts, { now, tx }) {
    const reversed = await topsOf(facts.filter(({ type }) => type === 'reversal').map(({ bankEventId }) => bankEventId), tx);
    const settlings = facts.flatMap(({ bankEventId, type }) => {
      const eventId = type === 'reversal' ? reversed.get(bankEventId) : bankEventId;
      return eventId ? [{ eventId, cause: bankEventId }] : [];
    });
    await settleCredits(settlings, now, tx);
  },
});

type Reversing = Pick<BankEventRow, '_id' | 'type' | 'reversesEventId'>;

/** What each of these reversals stands above in the end; a level in one reading. */
async function topsOf(reversalIds: string[], tx: Tx): Promise<Map<string, string>> {
  const tops = new Map<string, string>();
  let at = new Map(reversalIds.map((id) => [id, id]));
  while (at.size > 0) {
    const rows = await BankEvent.find({ _id: { $in: [...new Set(at.values())] } }, { type: 1, reversesEventId: 1 }).session(tx).lean<Reversing[]>();
    const byId = new Map(rows.map((row) => [row._id, row]));
    const above = new Map<string, string>();
    for (const [id, current] of at) {
      const row = byId.get(current);
      if (row?.type === 'reversal' && row.reversesEventId) above.set(id, row.reversesEventId);
      else if (row) tops.set(id, current);
    }
    at = above;
  }
  return tops;
}
