import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { createCode } from '../../server/channels/createCode.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { call } from '../../server/platform/operation.ts';
import { codeFields, newWay, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy' });
});
afterEach(() => setClock(systemTime));
const making = async () => (await call(createCode, codeFields(), { actor: systemActor('test') })).id;
let aheadMs = 0;
const later = (seconds: number) => {
  aheadMs += seconds * 1_000;
  setClock(() => new Date(systemTime().getTime() + aheadMs));
};

test('an answer is lost after WeCom has made the way: it is found, and there is one', async () => {
  played.wecom.answer(paths.add, ({ body }) => { newWay(played.ways, body); return { hangUp: true }; }, ({ body }) => ({ json: { errcode: 0, ...newWay(played.ways, body) } }));
  const id = await making();
  await workOff();
  expect(await storedCode(id)).toMatchObject({ state: 'syncing', configId: '' });
  later(5);
  await workOff();
  expect(played.ways.size).toBe(1);
  const [way] = [...played.ways.values()];
  expect(await storedCode(id)).toMatchObject({ state: 'active', configId: way?.config_id, qrCode: way?.qr_code });
});

test('a process died between call and record: the way is found, and there is one', async () => {
  const id = await making();
  const { wecomState, name } = await storedCode(id);
  newWay(played.ways, { state: 'ch_of_another', user: ['u_amy'], remark: '' });
  newWay(played.ways, { state: wecomState, user: ['u_amy'], remark: name });
  await ContactWay.updateOne({ 'owner.id': id }, { askedAt: new Date() });
  await workOff();
  expect(played.ways.size).toBe(2);
  expect((await storedCode(id)).configId).toBe([...played.ways.keys()][1]);
});

test('a busy WeCom is asked again; after the last try the code says so', async () => {
  played.wecom.answer(paths.add, refusal(-1));
  const id = await making();
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await workOff();
    later(700);
  }
  expect(await storedCode(id)).toMatchObject({ state: 'failed', reason: '多次连不上企业微信，请稍后重新同步' });
  expect(await Owed.findOne({ _id: `channels.syncContactWay:${id}:1` }).lean()).toMatchObject({ state: 'failed', attempts: 8 });
}, 120_000);

test.each([[41_054, '所选员工中有人未激活企业微信或未实名'], [84_074, '所选员工中有人没有「客户联系」权限'], [40_058, '企业微信没有接受（错误码 40058）']])('a final refusal %d is not repeated: %s', async (errcode, reason) => {
  played.wecom.answer(paths.add, refusal(errcode));
  const id = await making();
  await workOff();
  later(60);
  await workOff();
  expect(await storedCode(id)).toMatchObject({ state: 'failed', reason });
  expect(played.wecom.to(paths.add)).toHaveLength(1);
});

test('a way that was deleted in WeCom is made anew under the same state', async () => {
  const id = await making();
  await workOff();
  const before = await storedCode(id);
  played.ways.clear();
  await ChannelCode.updateOne({ _id: id }, { state: 'syncing', revision: 2 });
  const { inTransaction } = await import('../../server/platform/mongo.ts');
  const { oweSync } = await import('../../server/channels/oweSync.ts');
  await inTransaction((tx) => oweSync({ _id: id, revision: 2 }, tx));
  await workOff();
  const after = await storedCode(id);
  expect(after).toMatchObject({ state: 'active', wecomState: before.wecomState, configId: [...played.ways.keys()][0] });
  expect(after.configId).not.toBe(before.configId);
});
