import exceljs from 'exceljs';
import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { BankFile } from '../../server/bank/bankFile.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { csv, errorsOf, issuesOf, storedChunks, uploadFile } from '../support/fileBuilders.ts';
import { emptyData, freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
let chunks: number;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T06:00:00.000Z');
  await aTree();
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  chunks = await storedChunks();
});

const heading = '流水号,业务类型,交易时间,客户号,手机号,金额(元)';
const mapping = { eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3, phone: 4, amountYuan: 5 };
const upload = async (body: string | Buffer) => {
  const { status, body: file } = await uploadFile(operator.token, body);
  expect(status).toBe(200);
  return file.id as string;
};
const start = (fileId: string, given: object = mapping, token: string | undefined = operator.token) => post('bank.startUpload', { fileId, mapping: given }, { ...(token ? { token } : {}) });

test('a CSV with Chinese headings: what is right counts, what is wrong is listed in a file for Excel', async () => {
  const fileId = await upload(csv(heading, 'e1,购买产品,2026-11-22 13:00,B1,13800000001,"1,234.56"', 'e2,开户,2026/11/22,B2,,', 'e3,购买产品,2026-11-22 13:00,B3,13800000003,=1+1', 'e4,购买产品,2026-11-22 13:00,B4,,'));
  const answer = await start(fileId);
  expect(answer.status).toBe(200);
  await workOff();
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'done', counts: { received: 4, applied: 0, waiting: 2, duplicate: 0, outdated: 0, refused: 2 }, contentId: null });
  expect(await BankEvent.find().sort({ _id: 1 }).lean()).toMatchObject([
    { _id: 'e1', type: 'productPurchased', amountFen: 123_456, occurredAt: new Date('2026-11-22T05:00:00Z'), source: `file:${fileId}` }, { _id: 'e2', type: 'accountOpened', occurredAt: new Date('2026-11-21T16:00:00Z') },
  ]);
  expect(await Progress.findById(answer.body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 4, totalCount: 4, failedCount: 2, startedBy: operator.staff._id });
  const errors = await errorsOf(fileId, operator.token);
  expect(errors.headers.get('content-disposition')).toContain('errors.csv');
  expect(Buffer.from(await errors.arrayBuffer()).toString('utf8')).toBe("\ufeff行号,列,内容（已脱敏）,问题\r\n4,金额(元),'=*+*,应为最多两位小数的金额，单位元\r\n5,金额(元),,此类事件必须有金额（分）\r\n");
  expect(await storedChunks()).toBe(chunks);
  expect((await AuditLog.find({ subject: `bankFile:${fileId}` }).sort({ _id: 1 }).lean()).map((row) => row.operation).sort()).toEqual(['bank.startUpload', 'bank.uploadFile']);
});

test('a workbook: numbers, dates and texts as typed, line numbers are the sheet\'s', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('事件');
  sheet.addRow(heading.split(','));
  sheet.addRow(['e1', '购买产品', new Date(Date.UTC(2026, 10, 22, 13, 0)), 100000000001, 13800000001, 0.1 + 0.2]);
  sheet.getCell('C2').numFmt = 'yyyy/m/d h:mm';
  sheet.addRow([]);
  sheet.addRow(['e2', '代发工资到账', '2026-11-22 13:00', 'B2', '13800000002', 1.005]);
  const fileId = await upload(Buffer.from(await book.xlsx.writeBuffer()));
  const { body: { progressId } } = await start(fileId);
  await workOff();
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'done', format: 'xlsx', counts: { received: 2, waiting: 1, refused: 1 }, contentId: null });
  expect(await BankEvent.find().lean()).toMatchObject([{ _id: 'e1', bankCustomerNo: '100000000001', amountFen: 30, occurredAt: new Date('2026-11-22T05:00:00Z') }]);
  expect(await issuesOf(fileId)).toEqual(['4 金额(元) *.*** 应为最多两位小数的金额，单位元']);
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3 });
  expect(await storedChunks()).toBe(chunks);
});

test('a workbook that breaks off inside is refused as a whole', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('事件');
  sheet.addRow(heading.split(','));
  for (let n = 0; n < 20_000; n += 1) sheet.addRow([`e${n}x${(n * 7_919) % 104_729}`, '开户', '2026-11-22 13:00', `B${n}`]);
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  bytes.fill(0, Math.floor(bytes.length * 0.5), Math.floor(bytes.length * 0.55));
  const answer = await uploadFile(operator.token, bytes);
  if (answer.status === 400) return expect(answer.body.code).toBe('bank.fileUnreadable'); // the damage fell on what is read first
  await start(answer.body.id);
  await workOff();
  expect(await BankFile.findById(answer.body.id).lean()).toMatchObject({ state: 'refused', reason: '工作簿内容已损坏，无法读取', contentId: null });
  expect(await BankEvent.countDocuments()).toBe(0);
}, 60_000);

test('a second call gives the first answer; another mapping by then is too late', async () => {
  const fileId = await upload(csv(heading, 'e1,开户,2026-11-22 13:00,B1,,'));
  const first = await start(fileId);
  expect((await start(fileId)).body).toEqual(first.body);
  await workOff();
  expect((await start(fileId)).body).toEqual(first.body);
  expect(await start(fileId, { ...mapping, phone: undefined })).toMatchObject({ status: 409, body: { code: 'bank.fileBegun' } });
  expect(await BankEvent.countDocuments()).toBe(1);
});

test('who may: operators and administrators of headquarters', async () => {
  const fileId = await upload(csv(heading));
  expect(await start(fileId, mapping, '')).toMatchObject({ status: 401 });
  for (const [place, role] of [['headquarters', 'supervisor'], ['headquarters', 'compliance'], ['headquarters', 'manager'], ['east', 'operator'], ['east', 'admin']] as const) {
    const { token } = await aSignedIn({ place, roles: [role] });
    expect(await start(fileId, mapping, token)).toMatchObject({ status: 403 });
    expect(await uploadFile(token, csv(heading))).toMatchObject({ status: 403 });
    expect((await errorsOf(fileId, token)).status).toBe(403);
  }
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'uploaded' });
});

test.each([
  ['no such file', 404, 'bank.fileNotFound', {}, 'nothing'],
  ['a needed column left out', 400, 'platform.badInput', { eventId: undefined }, undefined],
  ['a column beyond the last', 400, 'platform.badInput', { phone: 6 }, undefined],
  ['two fields from one column', 400, 'platform.badInput', { phone: 5 }, undefined],
  ['an unknown field', 400, 'platform.badInput', { name: 5 }, undefined],
  ['an operator', 400, 'platform.badInput', { phone: { $gt: 0 } }, undefined],
])('%s: %i', async (_name, status, code, change, otherId) => {
  const fileId = await upload(csv(heading));
  expect(await start(otherId ?? fileId, { ...mapping, ...change })).toMatchObject({ status, body: { code } });
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'uploaded' });
});
