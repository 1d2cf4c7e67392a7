import { closeContactWays } from '../../server/channels/closeContactWays.ts';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { requestContactWay, requestContactWays } from '../../server/channels/requestContactWay.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { newWay, paths, publishAdd, useCodeWecom } from '../support/channelsBuilders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
let count = 0;
const invite = () => { count += 1; return { owner: { kind: 'invite', id: `inv${count}` } as const, scene: 2 as const, userids: ['u_amy'], remark: '冬季拓客', campaignId: 'camp1' }; };
const stored = (id: string) => ContactWay.findById(id).lean();

test('a way is made in WeCom once, however often it is asked for', async () => {
  const request = invite();
  const first = await inTransaction((tx) => requestContactWay(request, tx));
  expect(await inTransaction((tx) => requestContactWay(request, tx))).toBe(first);
  await workOff();
  expect(played.wecom.to(paths.add)).toHaveLength(1);
  const way = [...played.ways.values()][0];
  expect(way).toMatchObject({ type: 2, scene: 2, user: ['u_amy'], remark: '冬季拓客', skip_verify: true });
  expect(await stored(first)).toMatchObject({ state: 'active', configId: way?.config_id, qrCode: way?.qr_code, wecomState: way?.state, campaignId: 'camp1' });
});

test('many together, known and new ones mixed, come back in their order', async () => {
  const known = invite();
  const knownId = await inTransaction((tx) => requestContactWay(known, tx));
  const fresh = invite();
  const [a, b, c] = await inTransaction((tx) => requestContactWays([fresh, known, { ...known, scene: 1 }], tx));
  expect(b).toBe(knownId);
  expect(new Set([a, b, c]).size).toBe(3);
  expect(await stored(c ?? '')).toMatchObject({ scene: 1, owner: known.owner });
  await workOff();
  expect(played.wecom.to(paths.add).map(({ body }) => [body.scene, body.style]).sort()).toEqual([[1, 1], [2, undefined], [2, undefined]]);
});

test('an answer that was lost: the way that was made is found, not made again', async () => {
  const id = await inTransaction((tx) => requestContactWay(invite(), tx));
  const row = await stored(id);
  newWay(played.ways, { state: row?.wecomState ?? '', user: ['u_amy'], remark: '' });
  await ContactWay.updateOne({ _id: id }, { askedAt: new Date() });
  await workOff();
  expect(played.wecom.to(paths.add)).toHaveLength(0);
  expect((await stored(id))?.configId).toBe([...played.ways.keys()][0]);
});

test('WeCom refuses: the reason stands in words', async () => {
  played.wecom.answer(paths.add, refusal(41_054));
  const id = await inTransaction((tx) => requestContactWay(invite(), tx));
  await workOff();
  expect(await stored(id)).toMatchObject({ state: 'failed', reason: '所选员工中有人未激活企业微信或未实名' });
});

test('an add by an invite is told with invite and campaign, and welcomed', async () => {
  const request = invite();
  const id = await inTransaction((tx) => requestContactWay(request, tx));
  await workOff();
  const way = await stored(id);
  await publishAdd({ externalUserid: 'wmInvited', state: way?.wecomState ?? null });
  await workOff();
  expect(await EventLog.findOne({ name: 'channels.contactAdded', 'payload.inviteId': request.owner.id }).lean()).toMatchObject({ payload: { userid: 'u_amy', codeId: null, campaignId: 'camp1' } });
  expect(played.wecom.to(paths.welcome)).toHaveLength(1);
});

test('closed, WeCom forgets it, and an add by an old print is kept and marked', async () => {
  const deleted: string[] = [];
  played.wecom.answer('/cgi-bin/externalcontact/del_contact_way', ({ body }) => { deleted.push(body.config_id); return ok(); });
  const request = invite();
  const id = await inTransaction((tx) => requestContactWay(request, tx));
  await workOff();
  const before = await stored(id);
  for (let time = 0; time < 2; time += 1) await inTransaction((tx) => closeContactWays(request.owner, tx));
  await workOff();
  expect(deleted).toEqual([before?.configId]);
  expect(await stored(id)).toMatchObject({ state: 'closed', configId: '', wecomState: before?.wecomState });
  const callbackId = 'cb_closed';
  await Callback.collection.insertOne({ _id: callbackId, marks: [] } as never); // only the mark is looked at
  await publishAdd({ externalUserid: 'wmLate', state: before?.wecomState ?? null, callbackId });
  await workOff();
  expect(await Callback.findById(callbackId).lean()).toMatchObject({ marks: ['disabledCode'] });
  expect(await EventLog.findOne({ name: 'channels.contactAdded', _id: `channels.contactAdded:${callbackId}` }).lean()).toMatchObject({ payload: { inviteId: null, campaignId: null } });
});
