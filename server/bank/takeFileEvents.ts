import type { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import type { LineIssue } from './fileLine.rules.ts';
import { takeEvents, type Taken } from './takeEvents.ts';

export interface EventLine { line: number; event: BankEvent }
export interface TakenLines { taken: Pick<Taken, 'applied' | 'waiting' | 'duplicate'>; refused: (LineIssue & { line: number })[] }

const place = /^events\.(\d+)\.(\w+)$/;

/** The ingest takes all or none and names what it refuses before it writes anything: the lines that it names are left out, until it takes the others. */
export async function takeFileEvents(lines: readonly EventLine[], source: { source: string; now: Date }, tx: Tx): Promise<TakenLines> {
  let left = [...lines];
  const refused: TakenLines['refused'] = [];
  for (;;) {
    if (left.length === 0) return { taken: { applied: 0, waiting: 0, duplicate: 0 }, refused };
    try {
      return { taken: await takeEvents(left.map(({ event }) => event), source, tx), refused };
    } catch (error) {
      const named = error instanceof AppError ? error.issues.flatMap(({ path, message }) => {
        const [, index, field = ''] = place.exec(path) ?? [];
        const line = left[Number(index)]?.line;
        return line === undefined ? [] : [{ line, field, message }];
      }) : [];
      if (named.length === 0) throw error;
      refused.push(...named);
      const out = new Set(named.map(({ line }) => line));
      left = left.filter(({ line }) => !out.has(line));
    }
  }
}
