import mongoose from 'mongoose';
import { Owed } from '../../server/platform/owed.model.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { arrivalOf } from '../../server/wecom/callback.rules.ts';
import { keepCallback } from '../../server/wecom/inbox.ts';
import { emptyData, useServer } from '../support/harness.ts';
import { eventually } from '../support/processes.ts';
import { anAdd, innerXml, pushCallback } from '../support/wecomBuilders.ts';

useServer();
beforeEach(emptyData);

const rowOf = (externalUserid: string) => arrivalOf(innerXml(anAdd({ ExternalUserID: externalUserid })), new Date());
const repeatsOf = async (id: string) => (await Callback.findById(id).lean())?.repeats;
const owedIds = async () => (await Owed.find({ job: 'wecom.readCallbacks' }).lean()).map((row) => (row.payload as { callbackIds: string[] }).callbackIds); // as the inbox wrote it

test('copies that come in the same moment are one row, read once, and counted', async () => {
  const [one, other] = [rowOf('wmInbox1'), rowOf('wmInbox2')];
  await Promise.all([one, other, { ...one }, { ...one }].map(keepCallback));
  expect(await Callback.countDocuments()).toBe(2);
  expect(await owedIds()).toEqual([[one._id, other._id]]);
  expect(await eventually(() => repeatsOf(one._id), (count) => count === 2, 2_000)).toBe(2);
  expect(await repeatsOf(other._id)).toBe(0);
});

test('what comes in a crowd is kept in one write, with one row of work', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => rowOf(`wmCrowd${n}`));
  await Promise.all(rows.map(keepCallback));
  expect(await Callback.countDocuments()).toBe(60);
  expect((await owedIds()).map((ids) => ids.length)).toEqual([60]);
});

test('what MongoDB refuses to keep is not acknowledged, nor are its neighbours', async () => {
  const setValidator = (validator: object) => mongoose.connection.db?.command({ collMod: 'callbacks', validator });
  await setValidator({ 'message.ExternalUserID': { $ne: 'wmRefused' } });
  const [refused, good] = await Promise.allSettled([rowOf('wmRefused'), rowOf('wmGood')].map(keepCallback));
  const overHttp = await pushCallback(innerXml(anAdd({ ExternalUserID: 'wmRefused' })));
  await setValidator({});
  expect([refused?.status, good?.status]).toEqual(['rejected', 'rejected']);
  expect(overHttp.status).toBeGreaterThanOrEqual(500);
  expect(await pushCallback(innerXml(anAdd({ ExternalUserID: 'wmRefused' })))).toMatchObject({ status: 200 });
  expect(await Callback.countDocuments({ 'message.ExternalUserID': 'wmRefused' })).toBe(1);
});
