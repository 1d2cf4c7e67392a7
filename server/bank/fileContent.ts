import { readFile } from '../platform/fileStore.ts';
import { readRows, tableStart, type Opened, type TablePage } from '../platform/tableRows.ts';
import type { TablePlace } from '../platform/tableLines.ts';
import { workbookAsCsv } from '../platform/tableWorkbook.ts';
import type { BankFileRow } from './bankFile.model.ts';

export type Content = Pick<BankFileRow, 'contentId' | 'storedAs' | 'encoding' | 'bytes'>;

/** Up to so many rows of a file from a place on. A workbook can be read from its beginning only: work on it begins by laying it down as CSV. */
export function readContent(content: Content, start: TablePlace, limit: number): Promise<TablePage> {
  return readRows(opened(content), content.encoding, start, limit);
}

/** The first rows: header and what follows. */
export const readHead = (content: Content, limit: number): Promise<TablePage> => readContent(content, tableStart, limit);

export const asCsv = ({ contentId, bytes }: Content): AsyncGenerator<Buffer> =>
  workbookAsCsv((from, to) => readFile(contentId ?? '', { from, to }), bytes);

const opened = (content: Content): Opened => (from) => {
  if (content.storedAs === 'csv') return readFile(content.contentId ?? '', { from });
  if (from > 0) throw new Error('a workbook is read from its beginning');
  return asCsv(content);
};
