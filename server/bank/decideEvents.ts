import { Staff, type StaffRow } from '../org/staff.model.ts';
import type { Tx } from '../platform/mongo.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';
import { matchNumbers, type NumberHome } from './matchNumbers.ts';
import { outcomeOf, reversalOutcome, type Original, type Outcome } from './outcome.rules.ts';

/** What becomes of events that do not count yet, by what is known now: the same rows with their new state, in their order. */
export async function decideEvents(rows: readonly BankEventRow[], now: Date, tx: Tx): Promise<BankEventRow[]> {
  const homes = await matchNumbers(rows.map((row) => row.bankCustomerNo), tx);
  const managers = await managersBy(rows.flatMap(({ managerEmployeeNo }) => managerEmployeeNo ?? []), tx);
  const decided = new Map<string, BankEventRow>();
  const settle = (row: BankEventRow, outcome: Outcome) => decided.set(row._id, { ...row, ...outcome, appliedAt: outcome.state === 'applied' ? now : null });
  for (const row of rows) if (row.type !== 'reversal') settle(row, outcomeOf(row, homes.get(row.bankCustomerNo) ?? unknown, managers));
  await decideReversals(rows.filter((row) => row.type === 'reversal'), decided, settle, tx);
  return rows.map((row) => decided.get(row._id) ?? row);
}

const unknown: NumberHome = { reason: 'unknownCustomer' };

/** Userids by employee number: of who works here, else of who has left. */
async function managersBy(employeeNos: string[], tx: Tx): Promise<Map<string, string>> {
  if (employeeNos.length === 0) return new Map();
  const staff = await Staff.find({ employeeNo: { $in: [...new Set(employeeNos)] } }, { employeeNo: 1, status: 1 }).sort({ syncedAt: 1 }).session(tx).lean<Pick<StaffRow, '_id' | 'employeeNo' | 'status'>[]>();
  const present = staff.filter((each) => each.status !== 'left');
  return new Map([...staff, ...present].map((each) => [each.employeeNo, each._id]));
}

/** A reversal follows its original, which may be a reversal of these rows itself. */
async function decideReversals(reversals: BankEventRow[], decided: Map<string, BankEventRow>, settle: (row: BankEventRow, outcome: Outcome) => void, tx: Tx): Promise<void> {
  if (reversals.length === 0) return;
  const originals = new Map<string, Original>(await storedOriginals(reversals, tx));
  const open = new Map(reversals.map((row) => [row._id, row]));
  for (const [id] of open) originals.delete(id);
  while (open.size > 0) {
    const before = open.size;
    for (const row of open.values()) {
      const originalId = row.reversesEventId ?? '';
      if (open.has(originalId)) continue;
      settle(row, reversalOutcome(row, decided.get(originalId) ?? originals.get(originalId)));
      open.delete(row._id);
    }
    if (open.size === before) throw new Error('reversals in a circle'); // refused when they came
  }
}

async function storedOriginals(reversals: BankEventRow[], tx: Tx): Promise<[string, Original][]> {
  const ids = [...new Set(reversals.flatMap(({ reversesEventId }) => reversesEventId ?? []))];
  const rows = await BankEvent.find({ _id: { $in: ids } }, { bankCustomerNo: 1, state: 1, customerId: 1 }).session(tx).lean<(Original & { _id: string })[]>();
  return rows.map((row) => [row._id, row]);
}
