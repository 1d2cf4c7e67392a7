import { aBankKey } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { csv, errorsOf, sendFile, storedChunks, uploadFile } from '../support/fileBuilders.ts';
import { emptyData, post, useServer, workOff } from '../support/harness.ts';

useServer();
let admin: SignedIn;
beforeEach(async () => {
  await emptyData();
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const rows = Array.from({ length: 30 }, (_, n) => `e${n},开户,2026-11-22 13:00,B${n},138000000${String(n).padStart(2, '0')}`);
const get = (fileId: string, token: string | undefined = admin.token, more: object = {}) => post('bank.getFile', { fileId, ...more }, token ? { token } : {});

test('an upload answers with encoding, columns, twenty rows with masked phones and a mapping; getFile gives the same again', async () => {
  const { status, body } = await uploadFile(admin.token, `\ufeff${csv('事件编号,类型,时间,客户号,手机', ...rows)}`, { name: '十一月 事件/2026.csv' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    kind: 'events', state: 'uploaded', origin: 'upload', format: 'csv', encoding: 'utf-8', name: '十一月 事件2026.csv', receivedBy: admin.staff._id, columns: ['事件编号', '类型', '时间', '客户号', '手机'],
    mapping: { eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3, phone: 4 }, counts: { received: 0 }, can: ['bank.startUpload', 'bank.discardFile'],
  });
  expect(body.preview).toHaveLength(20);
  expect(body.preview[1]).toEqual(['e1', '开户', '2026-11-22 13:00', 'B1', '138****0001']);
  expect((await get(body.id)).body).toEqual(body);
  await post('bank.startUpload', { fileId: body.id, mapping: body.mapping }, { token: admin.token });
  await workOff();
  expect((await get(body.id)).body).toMatchObject({ state: 'done', counts: { received: 30 }, preview: [], mapping: {}, can: [] });
});

test('a file in GB18030', async () => {
  const gb = Buffer.concat([Buffer.from('eventId,'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from('\n1,'), Buffer.from([0xd6, 0xd0, 0xb9, 0xfa]), Buffer.from('\n')]);
  expect((await uploadFile(admin.token, gb)).body).toMatchObject({ encoding: 'gb18030', columns: ['eventId', '张三'], preview: [['1', '中国']] });
});

test.each([
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'bank.fileUnreadable'],
  ['UTF-16', Buffer.from('\ufeffa,b', 'utf16le'), 'bank.fileUnreadable'],
  ['a zip that is no workbook', Buffer.from('PK\u0003\u0004 and so on'), 'bank.fileUnreadable'],
  ['nothing', '', 'bank.fileEmpty'],
  ['300 columns', csv(Array.from({ length: 300 }, (_, n) => `c${n}`).join(',')), 'bank.fileUnreadable'],
])('%s is refused, and nothing stays', async (_name, body, code) => {
  const chunks = await storedChunks();
  expect(await uploadFile(admin.token, body)).toMatchObject({ status: 400, body: { code } });
  expect(await storedChunks()).toBe(chunks);
});

test('uploads of nobody, of another site, of another type', async () => {
  expect(await uploadFile(undefined, 'a')).toMatchObject({ status: 401 });
  expect(await uploadFile(admin.token, 'a', { headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403, body: { code: 'platform.crossSite' } });
  expect(await uploadFile(admin.token, 'a', { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
});

test('401, 403, 404 and bad input', async () => {
  const { body: { id } } = await uploadFile(admin.token, csv('a'));
  expect((await get(id, '')).status).toBe(401);
  for (const given of [{ place: 'east', roles: ['admin'] }, { place: 'headquarters', roles: ['supervisor'] }] as const) {
    expect((await get(id, (await aSignedIn({ place: given.place, roles: [...given.roles] })).token)).status).toBe(403);
  }
  expect(await get('nothing')).toMatchObject({ status: 404, body: { code: 'bank.fileNotFound' } });
  expect((await get(id, admin.token, { more: 1 })).status).toBe(400);
  expect((await post('bank.getFile', { fileId: { $ne: '' } }, { token: admin.token })).status).toBe(400);
  expect((await errorsOf(id)).status).toBe(401);
  expect((await errorsOf('nothing', admin.token)).status).toBe(404);
});

test('a signed file is seen too, and may not be started or discarded', async () => {
  const { body: { fileId } } = await sendFile(await aBankKey(), 'licences', csv('managerEmployeeNo,kind,validUntil', 'E1,保险,2027-01-31'));
  expect((await get(fileId)).body).toMatchObject({ origin: 'signed', state: 'running', can: [] });
  for (const call of ['bank.discardFile', 'bank.startUpload']) {
    expect(await post(call, { fileId, ...(call === 'bank.startUpload' ? { mapping: { eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3 } } : {}) }, { token: admin.token })).toMatchObject({ status: 404 });
  }
});
