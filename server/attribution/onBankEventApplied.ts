import type { TouchKind } from '../../shared/attribution/constants.ts';
import type { BankEventType } from '../../shared/bank/constants.ts';
import { BankEvent, type BankEventRow } from '../bank/bankEvent.model.ts';
import { bankEventApplied } from '../bank/events.ts';
import { onMany } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { recordTouches, type TouchFact } from './recordTouch.ts';

const touchOf: Partial<Record<BankEventType, TouchKind>> = { managerConfirmed: 'confirm', managerReleased: 'release' };
/** What taking back does: touches are never taken back themselves, so that the bank's word is followed by its next word. */
const undoneBy: Partial<Record<BankEventType, TouchKind>> = { managerConfirmed: 'release', managerReleased: 'confirm' };

/** The bank's word on who looks after a customer, and its taking back, are touches. */
export const onBankEventApplied = onMany(bankEventApplied, 'attribution.onBankEventApplied', {
  many: 200,
  async runMany(facts, { tx }) {
    const speaking = facts.filter(({ type }) => type in touchOf || type === 'reversal').map(({ bankEventId }) => bankEventId);
    if (speaking.length === 0) return;
    const known = await withOriginals(speaking, tx);
    await recordTouches(speaking.flatMap((id) => touchBy(known.get(id), known) ?? []), tx);
  },
});

/** These events with everything that reversals among them lead to, one question a step. */
async function withOriginals(ids: readonly string[], tx: Tx): Promise<Map<string, BankEventRow>> {
  const known = new Map<string, BankEventRow>();
  let open: readonly string[] = ids;
  while (open.length > 0) {
    const rows = await BankEvent.find({ _id: { $in: open } }).session(tx).lean<BankEventRow[]>();
    for (const row of rows) known.set(row._id, row);
    open = rows.flatMap(({ reversesEventId }) => (reversesEventId && !known.has(reversesEventId) ? [reversesEventId] : []));
  }
  return known;
}

/** What a reversal takes back in the end, and whether it does: a reversal of a reversal brings the first one back. */
function rootOf(row: BankEventRow, known: ReadonlyMap<string, BankEventRow>): { root: BankEventRow; undone: boolean } | undefined {
  let [root, undone] = [row, false];
  while (root.type === 'reversal') {
    const next = known.get(root.reversesEventId ?? '');
    if (!next) return undefined;
    [root, undone] = [next, !undone];
  }
  return { root, undone };
}

function touchBy(row: BankEventRow | undefined, known: ReadonlyMap<string, BankEventRow>): TouchFact | undefined {
  const found = row && rootOf(row, known);
  if (!found || row.customerId === null) return undefined;
  const { root, undone } = found;
  const kind = (undone ? undoneBy : touchOf)[root.type];
  if (!kind || (kind === 'confirm' && root.managerUserid === null)) return undefined;
  const words = row === root ? '' : undone ? '银行冲正' : '银行撤回冲正';
  return { key: `bank:${row._id}`, customerId: row.customerId, kind, managerUserid: root.managerUserid, at: row.occurredAt, words };
}
