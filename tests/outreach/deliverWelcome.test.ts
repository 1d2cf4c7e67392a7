import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { registry } from '../../server/platform/metrics.ts';
import { Stop } from '../../server/compliance/stop.model.ts';
import { ContentVersion } from '../../server/content/contentVersion.model.ts';
import { weekOffers } from '../../server/content/weekOffers.ts';
import { welcomeValues } from '../../server/content/welcomeValues.ts';
import { config } from '../../server/platform/config.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { send, type WelcomeRequest } from '../../server/outreach/send.ts';
import { Media } from '../../server/wecom/media.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { paths, useCodeWecom } from '../support/channelsBuilders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});

let count = 0;
async function asked(change: Partial<WelcomeRequest> = {}): Promise<WelcomeRequest> {
  count += 1;
  return {
    purpose: 'service', channel: 'welcome', audience: { customerId: `c${count}`, externalUserid: `wm${count}`, userid: 'u_amy' }, contentVersionId: 'welcome-brief-1',
    values: welcomeValues({ customerName: '小林', staffName: '陈安琪', branchName: '外滩支行' }, await weekOffers(new Date()), new Date()),
    senderId: 'u_amy', senderPath: '/1/2/21/', businessKey: `welcome:cb${count}`, welcomeCode: `wc${count}`, receivedAt: new Date(), ...change,
  };
}
const sending = async (change: Partial<WelcomeRequest> = {}) => {
  const request = await asked(change);
  return inTransaction((tx) => send(request, tx));
};
const stored = (id: string) => Outbound.findById(id).lean();
const welcomes = () => played.wecom.to(paths.welcome);
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
const ago = (ms: number) => new Date(Date.now() - ms);

test('a welcome goes out as WeCom takes it, is recorded, measured and told', async () => {
  const { outboundId, state } = await sending({ contentVersionId: 'welcome-standard-1' });
  expect(state).toBe('queued');
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'sent', reason: null, attempts: 1, staffUserid: 'u_amy', departmentPath: '/1/2/21/', contentTitle: '网点服务（含小程序）', welcomeCode: '' });
  expect(welcomes()).toHaveLength(1);
  const { body } = welcomes()[0] ?? {};
  expect(body.welcome_code).toMatch(/^wc\d+$/);
  expect(body.text.content).toContain('我是江海银行外滩支行的陈安琪，很高兴为小林服务。');
  expect(body.attachments).toEqual([{ msgtype: 'miniprogram', miniprogram: { title: '本周权益，点开查看', pic_media_id: 'media_1', appid: 'wxsandboxapp00001', page: 'pages/home/home' } }]);
  expect(await EventLog.findById(`outreach.delivered:${outboundId}`).lean()).toMatchObject({ payload: { outboundId, userid: 'u_amy' } });
  expect(await registry.metrics()).toMatch(/guanhu_welcome_seconds_count 1/);
});

test('a link goes out with the privacy notice of this server', async () => {
  await sending({ contentVersionId: 'welcome-notice-1' });
  await workOff();
  expect(welcomes()[0]?.body.attachments).toEqual([{ msgtype: 'link', link: { title: '隐私说明', desc: '江海银行如何使用和保护您的信息', url: 'http://guanhu.test/privacy' } }]);
});

test('asked for twice under one key it is one row and one call', async () => {
  const request = await asked();
  const first = await inTransaction((tx) => send(request, tx));
  const second = await inTransaction((tx) => send(request, tx));
  expect(second.outboundId).toBe(first.outboundId);
  await workOff();
  await inTransaction((tx) => send(request, tx));
  await workOff();
  expect(welcomes()).toHaveLength(1);
  expect(await Outbound.countDocuments({ businessKey: request.businessKey })).toBe(1);
});

test('what compliance, content or privacy refuse is recorded and not sent', async () => {
  const cases: [Partial<WelcomeRequest>, string][] = [[{ contentVersionId: 'welcome-none-1' }, 'contentNotApproved'], [{ purpose: 'marketing' }, 'noConsent']];
  for (const [change, reason] of cases) {
    const { outboundId, state } = await sending(change);
    expect(state).toBe('refused');
    expect(await stored(outboundId)).toMatchObject({ state: 'refused', reason });
  }
  await workOff();
  expect(welcomes()).toHaveLength(0);
});

test('a stop or an end of approval after the request still holds it back', async () => {
  const { outboundId } = await sending();
  await Stop.create({ _id: 'stop1', scope: 'manager', targetId: 'u_amy', reason: '核查', from: ago(1_000), until: null });
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'refused', reason: 'stopped', attempts: 0 });
  await Stop.deleteMany({});
  const other = await sending();
  await ContentVersion.updateOne({ _id: 'welcome-brief-1' }, { state: 'retired' });
  await workOff();
  expect(await stored(other.outboundId)).toMatchObject({ state: 'refused', reason: 'contentNotApproved' });
  await ContentVersion.updateOne({ _id: 'welcome-brief-1' }, { state: 'approved' });
  expect(welcomes()).toHaveLength(0);
});

test('after 20 seconds it is missed, and WeCom is not asked', async () => {
  const { outboundId } = await sending({ receivedAt: ago(20_050) });
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'missed', reason: 'windowPassed', attempts: 0 });
  expect(welcomes()).toHaveLength(0);
});

test.each([
  [41_050, 'missed', 'codeInvalid', 1],
  [41_051, 'missed', 'alreadyWelcomed', 1],
  [41_053, 'missed', 'archiveNotAgreed', 1],
  [48_002, 'failed', 'wecomRefused', 1],
])('WeCom answers %d: %s, %s', async (errcode, state, reason, calls) => {
  played.wecom.answer(paths.welcome, refusal(errcode));
  const { outboundId } = await sending();
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state, reason, attempts: calls });
  expect(welcomes()).toHaveLength(calls);
  await workOff();
  expect(welcomes()).toHaveLength(calls);
});

test('while another app sends (41096) it is tried again inside the window', async () => {
  played.wecom.answer(paths.welcome, refusal(41_096), refusal(41_096), ok());
  const { outboundId } = await sending();
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'sent', attempts: 3 });
});

test('41096 to the end of the window is missed', async () => {
  played.wecom.answer(paths.welcome, refusal(41_096));
  const { outboundId } = await sending({ receivedAt: ago(19_000) });
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'missed', reason: 'windowPassed' });
});

test('an unknown media is uploaded anew, once', async () => {
  await Media.deleteMany({});
  played.wecom.answer(paths.upload, ok({ type: 'image', media_id: 'media_old', created_at: '1' }), ok({ type: 'image', media_id: 'media_new', created_at: '2' }));
  played.wecom.answer(paths.welcome, ({ body }) => (body.attachments[0].miniprogram.pic_media_id === 'media_new' ? ok() : refusal(40_007)));
  const { outboundId } = await sending({ contentVersionId: 'welcome-standard-1' });
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'sent', attempts: 2 });
  await Media.deleteMany({});
});

test('media that WeCom does not take: failed, and the row says why', async () => {
  await Media.deleteMany({});
  played.wecom.answer(paths.upload, refusal(40_004));
  const { outboundId } = await sending({ contentVersionId: 'welcome-standard-1' });
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'failed', reason: 'mediaUnavailable', attempts: 0 });
  expect(welcomes()).toHaveLength(0);
});

test('an answer is lost, the second call succeeds: sent', async () => {
  played.wecom.answer(paths.welcome, { hangUp: true }, ok());
  const { outboundId } = await sending();
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'sent', attempts: 2 });
});

test('an answer is lost, the second call finds the code used: uncertain', async () => {
  played.wecom.answer(paths.welcome, { hangUp: true }, refusal(41_051));
  const { outboundId } = await sending();
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'uncertain', reason: 'answerLost', attempts: 2 });
});

test('no answer at all: two calls, then uncertain', async () => {
  played.wecom.answer(paths.welcome, { hangUp: true });
  const { outboundId } = await sending();
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state: 'uncertain', reason: 'answerLost', attempts: 2 });
  expect(welcomes()).toHaveLength(2);
});

test('WeCom cannot be reached: tried until the window is over, then missed', async () => {
  const base = config.WECOM_API_BASE;
  const { outboundId } = await sending({ receivedAt: ago(17_000) });
  config.WECOM_API_BASE = await closedAddress();
  await workOff();
  config.WECOM_API_BASE = base;
  expect(await stored(outboundId)).toMatchObject({ state: 'missed', reason: 'wecomUnreachable' });
});

test.each([
  ['used by us', () => refusal(41_051), 0, 'uncertain', 'answerLost', 1],
  ['not used yet', () => ok(), 0, 'sent', null, 1],
  ['the window is over', () => ok(), 21_000, 'uncertain', 'answerLost', 0],
] as const)('a process died between call and record, %s', async (_case, answer, agoMs, state, reason, calls) => {
  const { outboundId } = await sending({ receivedAt: ago(agoMs) });
  await Outbound.updateOne({ _id: outboundId }, { state: 'sending', attempts: 1 });
  played.wecom.answer(paths.welcome, answer());
  await workOff();
  expect(await stored(outboundId)).toMatchObject({ state, reason, attempts: 1 + calls });
  expect(welcomes()).toHaveLength(calls);
});
