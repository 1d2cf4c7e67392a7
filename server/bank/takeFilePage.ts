import type { Tx } from '../platform/mongo.ts';
import type { TableRow } from '../platform/tableRows.ts';
import type { BankFileRow, FileCounts } from './bankFile.model.ts';
import type { FileIssueRow } from './fileIssue.model.ts';
import { readEvent, readTold, type LineIssue, type Read } from './fileLine.rules.ts';
import { cellsOf, issueRows } from './fileLines.ts';
import { followBook } from './followBook.ts';
import { takeFileEvents } from './takeFileEvents.ts';
import { takeFileRows } from './takeFileRows.ts';

type Taken = Omit<FileCounts, 'received' | 'refused'>;
type Refusals = Map<number, LineIssue[]>;

/** Applies a file's next rows. A row that is wrong is refused by itself. */
export async function takeFilePage(file: BankFileRow, rows: readonly TableRow[], now: Date, tx: Tx): Promise<{ counts: FileCounts; issues: FileIssueRow[] }> {
  const refusals: Refusals = new Map();
  const taken = file.kind === 'events' ? await takeEventRows(file, rows, refusals, now, tx) : await takeToldRows(file, file.kind, rows, refusals, now, tx);
  const issues = rows.flatMap((row) => issueRows(file, row, refusals.get(row.line) ?? [], now));
  return { counts: { ...taken, received: rows.length, refused: refusals.size }, issues };
}

/** The rows that can be read; of the others what is wrong goes to the refusals. */
function readAll<T>(file: BankFileRow, rows: readonly TableRow[], refusals: Refusals, read: (cells: Record<string, string>) => Read<T>): { line: number; row: T }[] {
  return rows.flatMap((row) => {
    const given = cellsOf(file, row);
    const line = 'cells' in given ? read(given.cells) : given;
    if ('row' in line) return [{ line: row.line, row: line.row }];
    refusals.set(row.line, line.issues);
    return [];
  });
}

const refuse = (refusals: Refusals, line: number, issue: LineIssue) => refusals.set(line, [...(refusals.get(line) ?? []), issue]);

async function takeEventRows(file: BankFileRow, rows: readonly TableRow[], refusals: Refusals, now: Date, tx: Tx): Promise<Taken> {
  const lines = readAll(file, rows, refusals, readEvent).map(({ line, row }) => ({ line, event: row }));
  const { taken, refused } = await takeFileEvents(lines, { source: `file:${file._id}`, now }, tx);
  for (const { line, field, message } of refused) refuse(refusals, line, { field, message });
  return { applied: taken.applied, waiting: taken.waiting, duplicate: taken.duplicate, outdated: 0 };
}

async function takeToldRows(file: BankFileRow, kind: Exclude<BankFileRow['kind'], 'events'>, rows: readonly TableRow[], refusals: Refusals, now: Date, tx: Tx): Promise<Taken> {
  const lines = readAll(file, rows, refusals, (cells) => readTold(kind, cells)).map(({ line, row }) => ({ line, told: row }));
  const { applied, duplicate, outdated, refused } = await takeFileRows(kind, lines, file, tx);
  for (const { line, message } of refused) refuse(refusals, line, { field: '', message });
  if (kind === 'business') await followBook(applied, { source: `file:${file._id}`, now }, tx);
  return { applied: applied.length, waiting: 0, duplicate, outdated };
}
