import { BankFile } from '../../server/bank/bankFile.model.ts';
import { cleanFiles } from '../../server/bank/cleanFiles.job.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { csv, storedChunks, uploadFile } from '../support/fileBuilders.ts';
import { emptyData, freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
beforeEach(async () => {
  await emptyData();
  await aTree();
  freezeClock('2026-11-22T06:00:00.000Z');
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
});

const discard = (fileId: unknown, token: string | undefined = operator.token) => post('bank.discardFile', { fileId }, token ? { token } : {});
const upload = async () => (await uploadFile(operator.token, csv('流水号,类型,时间,客户号', 'e1,开户,2026-11-22 13:00,B1'))).body.id as string;
const mapping = { eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3 };

test('its content goes; a second call says the same; it can be started no more', async () => {
  const chunks = await storedChunks();
  const fileId = await upload();
  expect(await storedChunks()).toBe(chunks + 1);
  expect((await discard(fileId)).body).toEqual({ state: 'discarded' });
  await workOff();
  expect(await storedChunks()).toBe(chunks);
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'discarded', contentId: null });
  expect((await discard(fileId)).body).toEqual({ state: 'discarded' });
  expect(await post('bank.startUpload', { fileId, mapping }, { token: operator.token })).toMatchObject({ status: 409, body: { code: 'bank.fileDiscarded' } });
});

test('what has begun is not discarded', async () => {
  const fileId = await upload();
  await post('bank.startUpload', { fileId, mapping }, { token: operator.token });
  expect(await discard(fileId)).toMatchObject({ status: 409, body: { code: 'bank.fileBegun' } });
  await workOff();
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'done', counts: { waiting: 1 } });
});

test('401, 403, 404 and bad input', async () => {
  const fileId = await upload();
  expect((await discard(fileId, '')).status).toBe(401);
  for (const given of [{ place: 'south' as const, role: 'operator' as const }, { place: 'headquarters' as const, role: 'supervisor' as const }]) {
    expect((await discard(fileId, (await aSignedIn({ place: given.place, roles: [given.role] })).token)).status).toBe(403);
  }
  expect((await discard('nothing')).status).toBe(404);
  expect((await discard({ $ne: '' })).status).toBe(400);
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'uploaded' });
});

test('after seven days the nightly look does it', async () => {
  const fileId = await upload();
  const look = async (key: string) => { await inTransaction((tx) => owe(cleanFiles, [{ key, payload: {} }], tx)); await workOff(); };
  freezeClock('2026-11-29T05:59:00.000Z');
  await look('1');
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'uploaded' });
  freezeClock('2026-11-29T06:01:00.000Z');
  await look('2');
  expect(await BankFile.findById(fileId).lean()).toMatchObject({ state: 'discarded', contentId: null, reason: '7 天内没有开始导入' });
});
