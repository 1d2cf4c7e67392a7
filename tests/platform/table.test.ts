import exceljs from 'exceljs';
import { PassThrough } from 'node:stream';
import { tableScan } from '../../server/platform/tableEncoding.ts';
import { csvLine, inertCell, readRows, tableStart, type TableRow } from '../../server/platform/tableRows.ts';
import { UnreadableWorkbook, workbookAsCsv } from '../../server/platform/tableWorkbook.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
/** 张三,中国 in GB18030; Node writes no such text, the codes are from the standard's table. */
const gbZhangSan = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]);
const gbChina = Buffer.from([0xd6, 0xd0, 0xb9, 0xfa]);

/** In small parts, so that characters and line ends are cut. */
async function* inParts(bytes: Buffer, from: number, size = 5): AsyncGenerator<Buffer> {
  for (let at = from; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const scanned = (bytes: Buffer) => {
  const scan = tableScan();
  for (let at = 0; at < bytes.length; at += 5) scan.update(bytes.subarray(at, at + 5));
  return scan.result();
};
async function rowsOf(bytes: Buffer, pageSize = 500): Promise<TableRow[]> {
  const { encoding } = scanned(bytes);
  const rows: TableRow[] = [];
  let place = tableStart;
  for (;;) {
    const page = await readRows((from) => inParts(bytes, from), encoding, place, pageSize);
    rows.push(...page.rows);
    place = page.next;
    if (page.isLast) return rows;
  }
}

test('lines with their numbers; blanks, empty lines and rows of commas are passed over', async () => {
  expect(await rowsOf(utf8('\ufeffa,b\r\n 1 ,2\r\n\r\n,,\n3,\u3000四\n5,6'))).toEqual([
    { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', '2'] }, { line: 5, cells: ['3', '四'] }, { line: 6, cells: ['5', '6'] },
  ]);
});

test('quoted fields hold commas, quotes and line ends', async () => {
  expect(await rowsOf(utf8('"a,1","b ""2"""\n"c\nd",e\nf,g\n'))).toEqual([
    { line: 1, cells: ['a,1', 'b "2"'] }, { line: 2, cells: ['c\nd', 'e'] }, { line: 4, cells: ['f', 'g'] },
  ]);
});

test('a quote that is never closed costs its own line alone', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `x${n},y`);
  const rows = await rowsOf(utf8(['a,b', '"open,1', ...lines].join('\n')));
  expect(rows).toHaveLength(32);
  expect(rows[1]).toMatchObject({ line: 2, problem: '引号没有闭合' });
  expect(rows[2]).toEqual({ line: 3, cells: ['x0', 'y'] });
  expect(rows[31]).toEqual({ line: 32, cells: ['x29', 'y'] });
});

test('at the very end too, and a quote at a wrong place', async () => {
  expect(await rowsOf(utf8('a,b\n"open,1\nx,y\n5" pipe,z\n"q"r,s'))).toMatchObject([
    { line: 1 }, { line: 2, problem: '引号没有闭合' }, { line: 3, cells: ['x', 'y'] }, { line: 4, problem: expect.stringContaining('引号') }, { line: 5, problem: expect.stringContaining('引号') },
  ]);
});

test('a line of 70 KB is named and the next one read', async () => {
  const rows = await rowsOf(Buffer.concat([utf8('a\n'), Buffer.alloc(70_000, 120), utf8('\nb\n')]));
  expect(rows).toEqual([{ line: 1, cells: ['a'] }, { line: 2, cells: [], problem: '一行超过 64 KB' }, { line: 3, cells: ['b'] }]);
});

test.each([1, 2, 3, 7])('pages of %i give the same rows', async (pageSize) => {
  const bytes = utf8('\ufeffa,b\n"c\nd",e\n\nf,g\n"open\nh,i\n');
  expect(await rowsOf(bytes, pageSize)).toEqual(await rowsOf(bytes));
});

test('UTF-8 or GB18030 is decided on the whole', () => {
  expect(scanned(utf8('a,b\n1,2\n'))).toEqual({ encoding: 'utf-8', lines: 2 });
  expect(scanned(utf8('姓名\n张三'))).toEqual({ encoding: 'utf-8', lines: 2 });
  expect(scanned(Buffer.concat([utf8('a,'), gbZhangSan, utf8('\n'), gbChina, utf8('\n')]))).toEqual({ encoding: 'gb18030', lines: 2 });
  expect(scanned(Buffer.concat([utf8('\ufeff姓名\n'), gbZhangSan, utf8('\n'), gbChina]))).toMatchObject({ encoding: 'utf-8' });
});

test('GB18030 is read', async () => {
  expect(await rowsOf(Buffer.concat([gbZhangSan, utf8(','), gbChina, utf8('\n1,2\n')]))).toEqual([{ line: 1, cells: ['张三', '中国'] }, { line: 2, cells: ['1', '2'] }]);
});

test('a line of the other encoding is named, the others are read', async () => {
  const mostlyUtf8 = Buffer.concat([utf8('姓名\n李四\n'), gbZhangSan, utf8('\n王五\n')]);
  expect(await rowsOf(mostlyUtf8)).toMatchObject([{ cells: ['姓名'] }, { cells: ['李四'] }, { line: 3, problem: expect.stringContaining('UTF-8') }, { cells: ['王五'] }]);
  const mostlyGb = Buffer.concat([gbChina, utf8('\n'), gbZhangSan, utf8('\n王五\n'), Buffer.from([0xd5, 0xff]), utf8('\n'), gbChina]);
  expect(await rowsOf(mostlyGb)).toMatchObject([
    { cells: ['中国'] }, { cells: ['张三'] }, { line: 3, problem: expect.stringContaining('UTF-8') }, { line: 4, problem: expect.stringContaining('GB18030') }, { cells: ['中国'] },
  ]);
});

test('what is written to CSV is read back; formulas are made inert', async () => {
  const cells = ['a,1', 'say "x"', 'two\nlines', '-5'];
  expect(await rowsOf(utf8(csvLine(cells)))).toEqual([{ line: 1, cells }]);
  expect(['=1+1', '@x', '-5', '5'].map(inertCell)).toEqual(["'=1+1", "'@x", "'-5", '5']);
});

/** A workbook as exceljs writes it: `streamed` puts the sheet before its texts and styles, as Excel itself does. */
async function aWorkbook(rows: exceljs.CellValue[][], streamed: boolean): Promise<Buffer> {
  const dates = (sheet: exceljs.Worksheet) => { for (const column of ['C', 'D']) sheet.getColumn(column).numFmt = 'yyyy-mm-dd hh:mm'; };
  if (!streamed) {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('一');
    dates(sheet);
    sheet.addRows(rows);
    book.addWorksheet('二').addRow(['not read']);
    return Buffer.from(await book.xlsx.writeBuffer());
  }
  const sink = new PassThrough();
  const parts: Buffer[] = [];
  sink.on('data', (part) => parts.push(part));
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet('一');
  dates(sheet);
  for (const row of rows) sheet.addRow(row).commit();
  await book.commit();
  return Buffer.concat(parts);
}
const partOf = (bytes: Buffer) => (from: number, to: number) => inParts(bytes.subarray(0, to), from, 4_096);
async function csvOf(bytes: Buffer): Promise<string> {
  let text = '';
  for await (const part of workbookAsCsv(partOf(bytes), bytes.length)) text += part.toString('utf8');
  return text;
}

test.each([false, true])('a workbook gives what its cells show (streamed: %s)', async (streamed) => {
  const bytes = await aWorkbook([
    ['编号', '金额(元)', '时间', '日期'],
    [12345678901, 0.1 + 0.2, new Date(Date.UTC(2026, 10, 22, 14, 5)), new Date(Date.UTC(2026, 10, 22))],
    [],
    ['E,"1"', 1234567.89, '2026-11-22T14:05:00+08:00', null],
    [1234567890123456, -100, null, '张三\n李四'],
  ], streamed);
  expect(await csvOf(bytes)).toBe([
    '编号,金额(元),时间,日期', '12345678901,0.3,2026-11-22 14:05:00,2026-11-22', '', '"E,""1""",1234567.89,2026-11-22T14:05:00+08:00', '1.234567890123456e+15,-100,,张三 李四', '',
  ].join('\r\n'));
});

test('what is no workbook, or a broken one, is said to be so', async () => {
  await expect(csvOf(utf8('PK\u0003\u0004 and nothing'))).rejects.toThrow(UnreadableWorkbook);
  const bytes = await aWorkbook([['a'], ['b']], false);
  await expect(csvOf(bytes.subarray(0, bytes.length - 40))).rejects.toThrow(UnreadableWorkbook);
  const broken = Buffer.from(bytes);
  broken.fill(7, 40, Math.floor(bytes.length / 2));
  await expect(csvOf(broken)).rejects.toThrow(UnreadableWorkbook);
});
