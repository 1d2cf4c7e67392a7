import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { BankFile } from '../../server/bank/bankFile.model.ts';
import { Business } from '../../server/bank/businessRow.model.ts';
import { Licence } from '../../server/bank/licence.model.ts';
import { Product } from '../../server/bank/product.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { aBankKey, type AKey } from '../support/bankBuilders.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { csv, fileAfter, issuesOf, sendFile, signedHeaders, storedChunks } from '../support/fileBuilders.ts';
import { baseUrl, emptyData, freezeClock, useServer } from '../support/harness.ts';
import { eventually } from '../support/processes.ts';

useServer();
let key: AKey;
let chunks: number;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T06:00:00.000Z');
  key = await aBankKey();
  chunks = await storedChunks();
});

const head = 'bankCustomerNo,phone,name,managerEmployeeNo,riskRating,ratedOn,aumFen';
const aLine = (n: number) => `B${n},1380000${String(n).padStart(4, '0')},客户${n},E00001,C3,2026-11-01,${n}00`;

test('a book of business: rows kept sealed, progress to its end, the content gone', async () => {
  const file = await fileAfter(sendFile(key, 'business', csv(head, aLine(1), aLine(2), 'B3,,,,,,')));
  expect(file).toMatchObject({ kind: 'business', origin: 'signed', state: 'done', encoding: 'utf-8', lines: 4, counts: { received: 3, applied: 3, waiting: 0, duplicate: 0, outdated: 0, refused: 0 }, asOf: new Date('2026-11-22T06:00:00.000Z'), contentId: null, receivedBy: key.id });
  expect(await Progress.findById(file.progressId).lean()).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3, failedCount: 0 });
  expect(await Business.findById('B1').lean()).toMatchObject({ managerEmployeeNo: 'E00001', riskRating: 'C3', ratedOn: '2026-11-01', endedAt: null });
  expect(JSON.stringify(await Business.find().lean())).not.toMatch(/13800000001|客户1/);
  expect(await Business.findById('B3').lean()).toMatchObject({ phone: null, sealedName: '', sealedAum: '', managerEmployeeNo: null });
  expect(await storedChunks()).toBe(chunks);
  expect(await AuditLog.find({ operation: 'bank.ingestFile' }).lean()).toMatchObject([{ actorKind: 'bank', actorId: key.id, subject: `bankFile:${file._id}`, detail: { kind: 'business' } }]);
});

test('licences and products', async () => {
  await fileAfter(sendFile(key, 'licences', csv('managerEmployeeNo,kind,validUntil', 'E1,基金从业,2027-01-31', 'E1,保险,20270131')));
  expect((await Licence.find().sort({ _id: 1 }).lean()).map(({ _id, validUntil }) => `${_id} ${validUntil}`)).toEqual(['E1:保险 2027-01-31', 'E1:基金从业 2027-01-31']);
  const file = await fileAfter(sendFile(key, 'products', csv('productCode,name,kind,riskLevel,registrationCode,onSaleFrom,offSaleAt,benchmark,benchmarkNote,minAmountFen',
    'P1,"稳健一号, 季季",wealth,R2,C1030,2026-11-01,2026-12-01T10:00:00+08:00,3.10%,不是收益承诺,100', 'P2,活期,deposit,,,,,,,', 'P3,坏行,gold,R6,,2026-02-30,,,,1.5')));
  expect(file.counts).toMatchObject({ received: 3, applied: 2, refused: 1 });
  expect(await Product.findById('P1').lean()).toMatchObject({ name: '稳健一号, 季季', kind: 'wealth', riskLevel: 'R2', onSaleFrom: new Date('2026-10-31T16:00:00Z'), offSaleAt: new Date('2026-12-01T02:00:00Z'), minAmountFen: 100 });
  expect(await issuesOf(file._id)).toEqual([
    '4 kind gold 应为 wealth、deposit、fund、insurance、other 之一', '4 riskLevel R6 应为 R1–R5', '4 onSaleFrom 2026-02-30 应为日期或带时区的 RFC 3339 时间', '4 minAmountFen 1.5 应为非负整数，单位分',
  ]);
});

test('events: what is wrong with a line refuses it alone, by field, masked', async () => {
  const file = await fileAfter(sendFile(key, 'events', csv(
    'eventId,type,occurredAt,bankCustomerNo,phone,amountFen,reversesEventId',
    'e1,aumChanged,2026-11-22T13:00:00+08:00,B1,13800000001,-500,',
    'e2,aumChanged,2026-11-22T13:00:00+08:00,B1,13800000001,5.5,',
    'e3,payday,2026-11-22T13:00:00+08:00,B1,1380000,1,',
    'e1,aumChanged,2026-11-22T13:00:00+08:00,B1,13800000001,-500,',
    'e1,aumChanged,2026-11-22T13:00:00+08:00,B1,13800000001,-501,',
    'e4,accountOpened,2026-11-22T15:00:00+08:00,B1,,,',
    'e5,reversal,2026-11-22T13:00:00+08:00,B1,,,e6',
    'e6,reversal,2026-11-22T13:00:00+08:00,B1,,,e5',
    'e7,accountOpened,2026-11-22T13:00:00+08:00,B2,,,,extra',
  )));
  expect(file.counts).toEqual({ received: 9, applied: 0, waiting: 1, duplicate: 1, outdated: 0, refused: 7 });
  expect(await issuesOf(file._id)).toEqual([
    '3 amountFen *.* 应为整数，单位分', expect.stringMatching(/^4 type payday /), '4 phone ******* 请填写 11 位手机号', '6 eventId e1 事件 e1 已收到不同的内容',
    expect.stringMatching(/^7 occurredAt 2026-11-22T15:00:00\+08:00 发生时间不能晚于/), '8 reversesEventId e6 冲正关系成环', '9 reversesEventId e5 冲正关系成环', '10 - - 有 8 列，表头只有 7 列；含逗号的内容应放在引号内',
  ]);
  expect(await BankEvent.find().lean()).toMatchObject([{ _id: 'e1', amountFen: -500, source: `file:${file._id}` }]);
});

test('more lines than a page has: every one once', async () => {
  const lines = Array.from({ length: 1_203 }, (_, n) => `e${n},accountOpened,2026-11-22T05:00:00Z,B${n}`);
  const file = await fileAfter(sendFile(key, 'events', csv('eventId,type,occurredAt,bankCustomerNo', ...lines)));
  expect(file).toMatchObject({ state: 'done', page: 3, counts: { received: 1_203, waiting: 1_203 } });
  expect(await BankEvent.countDocuments()).toBe(1_203);
  expect(await Progress.findById(file.progressId).lean()).toMatchObject({ state: 'done', doneCount: 1_203 });
});

test('the same signature again gives the first answer, at once too; signed anew it is a file of duplicates', async () => {
  const body = csv(head, aLine(1));
  const first = await sendFile(key, 'business', body);
  freezeClock('2026-11-22T06:04:00.000Z');
  expect((await sendFile(key, 'business', body, { offSeconds: -240 })).body).toEqual(first.body);
  expect(await sendFile(key, 'events', body, { offSeconds: -240 })).toMatchObject({ status: 422 });
  expect((await fileAfter(sendFile(key, 'business', body))).counts).toMatchObject({ received: 1, applied: 0, duplicate: 1 });
  const racers = await Promise.all(Array.from({ length: 4 }, () => sendFile(key, 'business', csv(head, aLine(2)), { offSeconds: 3 })));
  expect(new Set(racers.map((each) => JSON.stringify([each.status, each.body])))).toEqual(new Set([JSON.stringify([200, racers[0]?.body])]));
  expect(await BankFile.countDocuments()).toBe(3);
});

test.each([
  ['no signature', 'platform.notSignedIn', () => sendFile(key, 'business', head, { headers: { 'x-guanhu-key-id': '' } })],
  ['a session instead', 'platform.notSignedIn', async () => { await aTree(); return sendFile(key, 'business', head, { headers: { 'x-guanhu-key-id': '', cookie: `guanhu=${(await aSignedIn({ place: 'headquarters', roles: ['admin'] })).token}` } }); }],
  ['no such key', 'bank.keyUnknown', () => sendFile({ ...key, id: 'nothing' }, 'business', head)],
  ['a retired key', 'bank.keyUnknown', async () => sendFile(await aBankKey({ state: 'retired' }), 'business', head)],
  ['a clock 6 minutes off', 'bank.clockOff', () => sendFile(key, 'business', head, { offSeconds: 360 })],
  ['another secret', 'bank.signatureWrong', () => sendFile({ ...key, secret: 'x' }, 'business', csv(head, aLine(1)))],
  ['a changed body', 'bank.signatureWrong', () => sendFile(key, 'business', csv(head, aLine(1)), { sent: csv(head, aLine(2)) })],
])('%s: 401, and nothing stays', async (_name, code, send) => {
  expect(await send()).toMatchObject({ status: 401, body: { code } });
  expect(await BankFile.countDocuments()).toBe(0);
  expect(await storedChunks()).toBe(chunks);
});

test('a known signature with another body is wrong', async () => {
  const body = csv(head, aLine(1));
  await sendFile(key, 'business', body);
  expect(await sendFile(key, 'business', body, { sent: csv(head, aLine(2)) })).toMatchObject({ status: 401, body: { code: 'bank.signatureWrong' } });
});

test('wrong columns refuse the whole file, by name; a repeat says the same', async () => {
  const body = csv('bankCustomerNo,phone,name,name,amoutFen', 'B1,13800000001,a,b,1');
  const answer = await sendFile(key, 'business', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'bank.columnsWrong' } });
  expect(answer.body.issues).toEqual([
    ...['managerEmployeeNo', 'riskRating', 'ratedOn', 'aumFen'].map((path) => ({ path, message: '缺少这一列' })), { path: 'name', message: '这一列出现了两次' }, { path: 'amoutFen', message: '没有这个字段' },
  ]);
  expect(await sendFile(key, 'business', body)).toMatchObject({ status: 400, body: { code: 'bank.columnsWrong' } });
  expect(await BankFile.find().lean()).toMatchObject([{ state: 'refused', contentId: null, reason: expect.stringContaining('amoutFen') }]);
  expect(await Business.countDocuments()).toBe(0);
  expect(await storedChunks()).toBe(chunks);
});

test.each([
  ['an unknown kind', 400, 'platform.badInput', () => sendFile(key, 'customers', head)],
  ['a kind given twice', 400, 'platform.badInput', () => sendFile(key, 'business&kind=business', head)],
  ['JSON', 415, 'platform.unsupportedType', () => sendFile(key, 'business', head, { headers: { 'content-type': 'application/json' } })],
  ['an empty file', 400, 'bank.fileEmpty', () => sendFile(key, 'business', '')],
  ['a file of empty lines', 400, 'bank.fileEmpty', () => sendFile(key, 'business', '\r\n\r\n,,\r\n')],
])('%s', async (_name, status, code, send) => {
  expect(await send()).toMatchObject({ status, body: { code } });
  expect(await storedChunks()).toBe(chunks);
});

test('GB18030 is read, a line of UTF-8 in it refused by itself', async () => {
  const gb = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]); // 张三
  const line = (no: string, name: Buffer) => Buffer.concat([Buffer.from(`${no},,`), name, Buffer.from(',,,,\n')]);
  const file = await fileAfter(sendFile(key, 'business', Buffer.concat([Buffer.from(`${head}\n`), line('B1', gb), line('B2', gb), line('B3', Buffer.from('李四')), line('B4', gb)])));
  expect(file).toMatchObject({ encoding: 'gb18030', counts: { received: 4, applied: 3, refused: 1 } });
  expect(await issuesOf(file._id)).toEqual(['4 - - 本行是 UTF-8，而文件其余部分是 GBK/GB18030']);
});

test('an upload cut in the middle leaves nothing', async () => {
  const body = csv(head, ...Array.from({ length: 40_000 }, (_, n) => aLine(n)));
  const { port } = new URL(baseUrl);
  const socket = connect(Number(port), '127.0.0.1');
  const headers = { ...signedHeaders(key, body), host: 'x', 'content-length': String(Buffer.byteLength(body)) };
  socket.write(`POST /api/bank.ingestFile?kind=business HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  socket.write(body.slice(0, 1_000_000));
  await eventually(storedChunks, (count) => count > chunks, 5_000);
  socket.destroy();
  await eventually(storedChunks, (count) => count === chunks, 5_000);
  await sleep(50);
  expect(await BankFile.countDocuments()).toBe(0);
  expect((await fileAfter(sendFile(key, 'business', body.slice(0, 10_000)))).state).toBe('done');
}, 60_000);

test('301 MB are refused by their length', async () => {
  const { port } = new URL(baseUrl);
  const socket = connect(Number(port), '127.0.0.1');
  const headers = { ...signedHeaders(key, head), host: 'x', 'content-length': String(301 * 1_048_576) };
  socket.write(`POST /api/bank.ingestFile?kind=business HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  const answer = await new Promise<string>((heard) => socket.once('data', (data) => heard(String(data))));
  expect(answer).toContain('413');
  socket.destroy();
});
