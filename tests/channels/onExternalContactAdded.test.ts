import { ChannelAdd } from '../../server/channels/channelAdd.model.ts';
import type { ChannelCodeRow } from '../../server/channels/channelCode.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { disableCode } from '../../server/channels/disableCode.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { call } from '../../server/platform/operation.ts';
import { aCode, paths, publishAdd, publishRemoval, useCodeWecom } from '../support/channelsBuilders.ts';
import { someTags } from '../support/customersBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await someTags();
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'u_ben', name: '周本', place: 'bund' });
});
let count = 0;
const someone = (name?: string): string => {
  count += 1;
  if (name) played.nicknames.set(`wmAdd${count}`, name);
  return `wmAdd${count}`;
};
const welcomes = () => played.wecom.to(paths.welcome).map((each) => each.body);
const addsOf = (code: ChannelCodeRow) => ChannelAdd.find({ codeId: code._id }).sort({ addedAt: 1 }).lean();
const stateOf = (externalUserid: string) => Outbound.findOne({ externalUserid }).lean();
async function keptCallback(_id: string): Promise<string> {
  await Callback.create({ _id, event: 'change_external_contact', changeType: 'add_external_contact', message: {}, state: 'handled', marks: [], receivedAt: new Date(), repeats: 0 });
  return _id;
}

test('who comes by a code is welcomed by its text, counted for it, and told of', async () => {
  const code = await aCode({ tagIds: ['etGold'], remarkPrefix: '厅堂' });
  const externalUserid = someone('小林');
  const callbackId = await publishAdd({ externalUserid, state: code.wecomState });
  await workOff();
  expect(welcomes()).toHaveLength(1);
  expect(welcomes()[0].welcome_code).toBe(`wc_${callbackId}`);
  expect(welcomes()[0].text.content).toMatch(/^(早上|下午|晚上)好，感谢小林的信任。我是江海银行外滩支行的陈安琪/);
  expect(await addsOf(code)).toMatchObject([{ externalUserid, userid: 'u_amy', lostAt: null, welcomed: true }]);
  const customer = await Customer.findOne({ externalUserid }).lean();
  expect(await EventLog.findOne({ name: 'channels.contactAdded', 'subject.codeId': code._id }).lean()).toMatchObject({ subject: { customerId: customer?._id, staffUserid: 'u_amy' }, payload: { codeId: code._id, campaignId: null } });
  expect(await stateOf(externalUserid)).toMatchObject({ state: 'sent', businessKey: `welcome:${callbackId}`, customerId: customer?._id });
});

test('its tags and remark are set, in WeCom and here', async () => {
  const code = await aCode({ tagIds: ['etGold', 'etFunds'], remarkPrefix: '厅堂' });
  const externalUserid = someone('一个很长很长很长很长很长很长的昵称');
  await publishAdd({ externalUserid, state: code.wecomState });
  await workOff();
  expect(played.wecom.to(paths.mark).map((each) => each.body)).toEqual([{ userid: 'u_amy', external_userid: externalUserid, add_tag: ['etGold', 'etFunds'], remove_tag: [] }]);
  expect(played.wecom.to(paths.remark).map((each) => each.body)).toEqual([{ userid: 'u_amy', external_userid: externalUserid, remark: '厅堂一个很长很长很长很长很长很长的昵称'.slice(0, 20) }]);
  const follow = (await Customer.findOne({ externalUserid }).lean())?.follows[0];
  expect(follow).toMatchObject({ tagIds: ['etGold', 'etFunds'], remark: '厅堂一个很长很长很长很长很长很长的昵称'.slice(0, 20) });
});

test('a remark that the manager has set stays', async () => {
  const code = await aCode({ remarkPrefix: '厅堂' });
  const externalUserid = someone('小林');
  played.remarks.set(externalUserid, '林女士 老客户');
  await publishAdd({ externalUserid, state: code.wecomState });
  await workOff();
  expect(played.wecom.to(paths.remark)).toHaveLength(0);
});

test('tags wait while another change of the same customer runs (45035)', async () => {
  const code = await aCode({ tagIds: ['etGold'] });
  const externalUserid = someone('小林');
  played.wecom.answer(paths.mark, refusal(45_035));
  await publishAdd({ externalUserid, state: code.wecomState });
  await workOff();
  expect(await Owed.findOne({ job: 'channels.markCustomer', state: 'waiting' }).lean()).toMatchObject({ attempts: 1 });
  played.wecom.answer(paths.mark, { json: { errcode: 0, errmsg: 'ok' } });
  setClock(() => new Date(systemTime().getTime() + 60_000));
  await workOff();
  setClock(systemTime);
  expect((await Customer.findOne({ externalUserid }).lean())?.follows[0]).toMatchObject({ tagIds: ['etGold'] });
});

test('the same fact twice and shuffled: one welcome, one figure', async () => {
  const code = await aCode();
  const people = Array.from({ length: 6 }, () => someone('小林'));
  const told = people.flatMap((externalUserid) => [1, 2, 3].map(() => ({ externalUserid, state: code.wecomState, callbackId: `cb_same_${externalUserid}` })));
  for (const each of told.reverse()) await publishAdd(each);
  await workOff();
  expect(welcomes().map((each) => each.welcome_code).sort()).toEqual(people.map((each) => `wc_cb_same_${each}`).sort());
  expect(await addsOf(code)).toHaveLength(6);
});

test.each([['half, then full', false], ['full, then half', true]])('%s: one figure, one fact, at most one welcome a code, marks only once accepted', async (_case, turned) => {
  const code = await aCode({ tagIds: ['etGold'] });
  const externalUserid = someone('小林');
  const at = new Date();
  const events = [
    { externalUserid, state: code.wecomState, half: true, at: new Date(at.getTime() - 2_000), receivedAt: at, callbackId: `half_${externalUserid}` },
    { externalUserid, state: code.wecomState, half: false, at, receivedAt: at, callbackId: `full_${externalUserid}` },
  ];
  for (const each of turned ? events.reverse() : events) {
    await publishAdd(each);
    await workOff();
  }
  expect(welcomes().map((each) => each.welcome_code).sort()).toEqual([`wc_full_${externalUserid}`, `wc_half_${externalUserid}`]);
  expect(await addsOf(code)).toMatchObject([{ externalUserid, addedAt: new Date(at.getTime() - 2_000), welcomed: true }]);
  expect(await EventLog.countDocuments({ name: 'channels.contactAdded', 'subject.codeId': code._id })).toBe(1);
  expect(played.wecom.to(paths.mark)).toHaveLength(1);
});

test('without a code: the default welcome, and no figure', async () => {
  const externalUserid = someone('小林');
  await publishAdd({ externalUserid });
  await workOff();
  expect(welcomes()).toHaveLength(1);
  expect(welcomes()[0].attachments[0].msgtype).toBe('miniprogram');
  expect(await ChannelAdd.countDocuments({ externalUserid })).toBe(0);
  expect(await EventLog.findOne({ name: 'channels.contactAdded', 'payload.userid': 'u_amy', 'payload.codeId': null }).lean()).toMatchObject({ payload: { codeName: '' } });
});

test('a code that is not ours: kept and marked, no welcome, no figure', async () => {
  const externalUserid = someone('小林');
  const callbackId = await keptCallback('cb_unknown');
  await publishAdd({ externalUserid, state: 'someone-elses', callbackId });
  await workOff();
  expect(welcomes()).toHaveLength(0);
  expect(await Callback.findById(callbackId).lean()).toMatchObject({ marks: ['unknownState'] });
  expect(await Customer.countDocuments({ externalUserid })).toBe(1);
  expect(await ChannelAdd.countDocuments({ externalUserid })).toBe(0);
});

test('a disabled code: kept and marked, no welcome, no figure', async () => {
  const code = await aCode({ tagIds: ['etGold'] });
  await call(disableCode, { id: code._id }, { actor: systemActor('test') });
  const externalUserid = someone('小林');
  const callbackId = await keptCallback('cb_disabled');
  await publishAdd({ externalUserid, state: code.wecomState, callbackId });
  await workOff();
  expect(welcomes()).toHaveLength(0);
  expect(await Callback.findById(callbackId).lean()).toMatchObject({ marks: ['disabledCode'] });
  expect(await addsOf(code)).toEqual([]);
  expect(played.wecom.to(paths.mark)).toHaveLength(0);
});

test('WeCom sent no welcome code: counted, not welcomed', async () => {
  const code = await aCode();
  await publishAdd({ externalUserid: someone('小林'), state: code.wecomState, welcomeCode: null });
  await workOff();
  expect(welcomes()).toHaveLength(0);
  expect(await addsOf(code)).toMatchObject([{ welcomed: false }]);
});

test('a callback that came too late is counted, its welcome missed', async () => {
  const code = await aCode();
  const externalUserid = someone('小林');
  await publishAdd({ externalUserid, state: code.wecomState, receivedAt: new Date(Date.now() - 21_000) });
  await workOff();
  expect(await stateOf(externalUserid)).toMatchObject({ state: 'missed', reason: 'windowPassed' });
  expect(await addsOf(code)).toMatchObject([{ welcomed: false }]);
});

test('WeCom does not tell the nickname: the welcome goes without it', async () => {
  played.wecom.answer(paths.get, { afterMs: 2_500, json: { errcode: 0 } });
  await publishAdd({ externalUserid: someone() });
  await workOff();
  expect(welcomes()[0].text.content).toContain('很高兴为您服务');
});

test('lost and come again: two adds, one loss, in whatever order they are told', async () => {
  const code = await aCode();
  const externalUserid = someone('小林');
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 2, minute));
  await publishAdd({ externalUserid, state: code.wecomState, at: at(30), welcomeCode: null });
  await workOff();
  await publishRemoval({ externalUserid, at: at(20) });
  await workOff();
  await publishAdd({ externalUserid, state: code.wecomState, at: at(10), welcomeCode: null });
  await workOff();
  expect(await addsOf(code)).toMatchObject([{ addedAt: at(10), lostAt: at(20), lostDay: '2026-11-20' }, { addedAt: at(30), lostAt: null }]);
  await publishRemoval({ externalUserid, at: at(40), byTransfer: true });
  await workOff();
  expect((await addsOf(code))[1]).toMatchObject({ lostAt: null });
});
