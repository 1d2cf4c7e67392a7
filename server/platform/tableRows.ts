import { parse } from 'csv-parse/sync';
import { decodeLine, hasBom, type TableEncoding } from './tableEncoding.ts';
import { recordsOf, type TablePlace, type TableRecord } from './tableLines.ts';

/** A row of a table: its cells without blanks around them, or why it cannot be read. */
export interface TableRow { line: number; cells: string[]; problem?: string }
export interface TablePage { rows: TableRow[]; next: TablePlace; isLast: boolean }
/** Opens the table's bytes from an offset on. */
export type Opened = (from: number) => AsyncIterable<Buffer>;

export const tableStart: TablePlace = { offset: 0, line: 1 };

/** Up to so many rows from a place on; empty lines are passed over. */
export async function readRows(open: Opened, encoding: TableEncoding, start: TablePlace, limit: number): Promise<TablePage> {
  const rows: TableRow[] = [];
  let next = start;
  for await (const record of recordsOf(open(start.offset), start)) {
    if (rows.length >= limit) return { rows, next, isLast: false };
    next = record.next;
    const row = rowOf(record, encoding);
    if (row.problem !== undefined || row.cells.some((cell) => cell !== '')) rows.push(row);
  }
  return { rows, next, isLast: true };
}

function rowOf({ bytes, line, problem }: TableRecord, encoding: TableEncoding): TableRow {
  if (problem !== undefined) return { line, cells: [], problem };
  const decoded = decodeLine(line === 1 && hasBom(bytes) ? bytes.subarray(3) : bytes, encoding);
  if ('problem' in decoded) return { line, cells: [], problem: decoded.problem };
  const cells = cellsOf(decoded.text);
  return cells ? { line, cells: cells.map((cell) => cell.trim()) } : { line, cells: [], problem: '引号的位置不对，含引号的内容应整个放在一对引号内，内部的引号写两个' };
}

function cellsOf(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: false })[0] ?? [];
  } catch {
    return undefined; // csv-parse's words are English; where it is the row's number tells
  }
}

/** One row as a line of CSV, as Excel writes it. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;

/** A cell that no spreadsheet takes for a formula. */
export const inertCell = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
