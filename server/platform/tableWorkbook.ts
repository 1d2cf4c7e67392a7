import { Readable } from 'node:stream';
import exceljs, { type CellValue } from 'exceljs';
import { csvLine } from './tableRows.ts';
import { zipEntries, type ReadPart, type ZipEntry } from './tableZip.ts';

/** Far above what 1,000,000 rows of a table need; a small archive that unpacks to more is not meant to be read. */
const maxPlainBytes = { 'xl/sharedStrings.xml': 256 * 1_048_576, 'xl/styles.xml': 16 * 1_048_576, sheet: 2_048 * 1_048_576 } as const;
const maxColumns = 200;

/** Thrown where a workbook is none, or none that can be read; its message is for people. */
export class UnreadableWorkbook extends Error {}

/** The first sheet of a workbook as CSV in UTF-8, a line for each row of it, so that line and row numbers are the same. */
export async function* workbookAsCsv(read: ReadPart, size: number): AsyncGenerator<Buffer> {
  const entries = await zipEntries(read, size);
  const parts = entries && partsToRead(entries);
  if (!parts) throw new UnreadableWorkbook('不是可以读取的 .xlsx 文件');
  const source = Readable.from(recordsIn(read, parts));
  const reader = new exceljs.stream.xlsx.WorkbookReader(source, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' });
  // Known beforehand, a sheet is read as it comes; else exceljs lays it down in a temporary file, in clear. Its types do not show the field.
  (reader as unknown as { sharedStrings: unknown[] }).sharedStrings = [];
  let line = 0;
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const number = Number.isInteger(row.number) && row.number > line ? row.number : line + 1; // some programs number no rows
        const values = Array.isArray(row.values) ? row.values.slice(1, maxColumns + 1) : [];
        yield Buffer.from('\r\n'.repeat(number - line - 1) + csvLine(Array.from(values, (value) => textOf(value))));
        line = number;
      }
      return;
    }
  } catch (error) {
    throw new UnreadableWorkbook('工作簿内容已损坏，无法读取', { cause: error });
  } finally {
    source.destroy();
  }
}

/** What exceljs must know first comes first: of the sheet itself dates and texts are known by styles and shared strings only. */
function partsToRead(entries: ZipEntry[]): ZipEntry[] | undefined {
  const named = (path: string, limit: number) => entries.find((each) => each.path === path && each.plainBytes <= limit);
  const sheets = entries.filter((each) => /^xl\/worksheets\/sheet\d+\.xml$/.test(each.path)).sort((a, b) => sheetNumber(a) - sheetNumber(b));
  const [first] = sheets;
  const [rels, workbook] = [named('xl/_rels/workbook.xml.rels', maxPlainBytes['xl/styles.xml']), named('xl/workbook.xml', maxPlainBytes['xl/styles.xml'])];
  if (!first || !rels || !workbook || first.plainBytes > maxPlainBytes.sheet) return undefined;
  const others = (['xl/styles.xml', 'xl/sharedStrings.xml'] as const).filter((path) => entries.some((each) => each.path === path)).map((path) => named(path, maxPlainBytes[path]));
  const parts = [rels, workbook, ...others, first];
  return parts.every((each) => each !== undefined) ? parts : undefined;
}

const sheetNumber = ({ path }: ZipEntry): number => Number(/(\d+)\.xml$/.exec(path)?.[1]);

async function* recordsIn(read: ReadPart, parts: ZipEntry[]): AsyncGenerator<Buffer> {
  for (const { from, to } of parts) yield* read(from, to);
}

/** As a person reads the cell. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'object' && 'richText' in value) return oneLine(value.richText.map((part) => part.text).join(''));
  if (typeof value === 'object' && 'result' in value) return textOf(value.result ?? null);
  if (typeof value === 'object' && 'error' in value) return value.error;
  if (typeof value === 'object' && 'text' in value) return oneLine(String(value.text));
  if (typeof value === 'object') return '';
  return oneLine(String(value));
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');

/** Excel keeps 15 digits of a number; what has more is shown so that no rule takes it for a whole number. */
function numberText(value: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential();
  return String(Number(value.toPrecision(15)));
}

/** exceljs gives what the cell shows as if it were UTC. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = new Date(Math.round(value.getTime() / 1_000) * 1_000).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
