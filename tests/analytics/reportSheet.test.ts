import ExcelJS from 'exceljs';
import { Target } from '../../server/performance/target.model.ts';
import { creditedAs, touchedAs } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { baseUrl, freezeClock, useServer, workOff } from '../support/harness.ts';
import { aCampaign } from '../support/referralBuilders.ts';

useServer();
let [hq, east, amy]: SignedIn[] = [];
let winter = '';
beforeAll(async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪' });
  for (let n = 0; n < 250; n += 1) await aStaff({ userid: `many${n}`, name: `经理${n}`, place: 'xuhui' });
  winter = await aCampaign({ name: '冬季拓客' });
  await touchedAs({ campaignId: winter }, { day: '2026-10-10' }, ...Array.from({ length: 250 }, (_, n) => ({ managerUserid: `many${n}` })));
  await creditedAs({ kind: 'aumChanged', amountFen: 123_456_789 }, { kind: 'aumChanged', managerUserid: null, place: 'headquarters', amountFen: -5 });
  await Target.create({ _id: 'amy:2026-11', userid: 'amy', month: '2026-11', values: { aumFen: 1_000_050 } });
  await workOff();
});
const november = 'from=2026-11-01&to=2026-11-30';
const get = (query: string, who?: SignedIn) => fetch(`${baseUrl}/analytics/report.xlsx?${query}`, { headers: { accept: 'application/json', ...(who ? { cookie: `guanhu=${who.token}` } : {}) } });
async function bookOf(query: string, who: SignedIn | undefined): Promise<(name: string) => unknown[][]> {
  const response = await get(query, who);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return (name) => (book.getWorksheet(name)?.getSheetValues().slice(1) as unknown[][]).map((row) => Array.from(row.slice(1))); // row by row, cells from 1
}
const column = (rows: unknown[][], title: string) => rows.slice(2).map((row) => row[rows[2]?.indexOf(title) ?? -1]);

test('what is seen, with time and filter; numbers are numbers, amounts yuan', async () => {
  const sheet = (await bookOf(`${november}&departmentId=2&sortBy=aumFen`, hq))('归因报表');
  expect(sheet[0]?.[0]).toBe('导出时间 2026-11-22 12:00，数据截至 2026-11-10 12:00');
  expect(sheet[1]?.[0]).toBe('筛选：2026-11-01 至 2026-11-30，江海银行 / 华东分行，按资产净增排序');
  expect(sheet[2]?.slice(0, 7)).toEqual(['名称', '类别', '机构', '排名', '点击', '扫码', '添加']);
  expect(column(sheet, '名称')).toEqual(['名称', '外滩支行', '徐汇支行', '合计']);
  expect(column(sheet, '添加')).toEqual(['添加', 1, 250, 251]);
  expect(column(sheet, '资产净增（元）')).toEqual(['资产净增（元）', 1_234_567.89, 0, 1_234_567.89]);
  expect(column(sheet, '资产净增目标（元）').slice(1, 2)).toEqual([10_000.5]);
});

test('every manager, beyond the page too; every day; two decimals', async () => {
  const response = await get(`${november}&departmentId=22`, east);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  expect(book.getWorksheet('归因报表')?.rowCount).toBe(3 + 250 + 1);
  expect(book.getWorksheet('客户经理')?.rowCount).toBe(3 + 250);
  expect(book.getWorksheet('每日')?.rowCount).toBe(3 + 30);
  const titles = book.getWorksheet('归因报表')?.getRow(3).values as string[]; // texts
  expect(book.getWorksheet('归因报表')?.getCell(4, titles.indexOf('资产净增（元）')).numFmt).toBe('#,##0.00');
  expect(typeof book.getWorksheet('归因报表')?.getCell(4, titles.indexOf('添加')).value).toBe('number');
});

test('compared and filtered', async () => {
  const sheet = (await bookOf(`${november}&campaignId=${winter}&channel=direct&compareFrom=2026-10-01&compareTo=2026-10-31`, hq))('归因报表');
  expect(sheet[1]?.[0]).toBe('筛选：2026-11-01 至 2026-11-30，对比 2026-10-01 至 2026-10-31，江海银行，活动「冬季拓客」，渠道 其他，按确认管户排序');
  expect(sheet[2]).toContain('对比期添加');
  expect(column(sheet, '添加')).toEqual(['添加', 1, 0, 1]);
});

test('a manager gets their own; another branch: 404; nobody: 401; no role: 403; wrong filters: 400', async () => {
  expect(column((await bookOf(november, amy))('客户经理'), '名称')).toEqual(['名称', '陈安琪']);
  expect((await get(`${november}&departmentId=31`, east)).status).toBe(404);
  expect((await get(november)).status).toBe(401);
  expect((await get(november, await aSignedIn({ roles: [] }))).status).toBe(403);
  for (const wrong of ['from=2026-11-01', `${november}&departmentId=x`, `${november}&departmentId[$gt]=1`, `${november}&path=/1/`, 'from=2026-11-30&to=2026-11-01', `${november}&sortBy=name`]) expect([wrong, (await get(wrong, hq)).status]).toEqual([wrong, 400]);
});
