import mongoose from 'mongoose';
import { pino } from 'pino';
import { Stop } from '../../server/compliance/stop.model.ts';
import { phoneCodeAsked } from '../../server/customers/events.ts';
import { phoneCodeOf } from '../../server/customers/phoneCode.ts';
import { Outbound, type OutboundRow } from '../../server/outreach/outbound.model.ts';
import { send, type SmsRequest } from '../../server/outreach/send.ts';
import { now, setClock, systemTime } from '../../server/platform/clock.ts';
import { publish } from '../../server/platform/event.ts';
import { logger } from '../../server/platform/logger.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { sealPhone } from '../../server/platform/phone.ts';
import { redis } from '../../server/platform/redis.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';
import { useSmsGateway } from '../support/smsGateway.ts';

useServer();
const gateway = useSmsGateway();
beforeAll(aTree);
beforeEach(() => freezeClock('2026-11-22T06:00:00.000Z'));
afterEach(async () => {
  setClock(systemTime);
  await Promise.all([Stop.deleteMany({}), Owed.deleteMany({}), Outbound.deleteMany({})]);
});

let count = 0;
/** A customer has asked for a code. */
async function asked({ customerId = 'c_unknown', phone = '13900000001' }: { customerId?: string; phone?: string } = {}): Promise<{ challengeId: string; row: () => Promise<OutboundRow> }> {
  count += 1;
  const challengeId = `challenge${count}`;
  await inTransaction((tx) => publish(phoneCodeAsked, { key: challengeId, payload: { challengeId, customerId, sealedPhone: sealPhone(phone).sealed } }, tx));
  return { challengeId, row: () => rowOf(challengeId) };
}
async function rowOf(challengeId: string): Promise<OutboundRow> {
  const row = await Outbound.findOne({ businessKey: `phoneCode:${challengeId}` }).lean<OutboundRow>();
  if (!row) throw new Error('no row');
  return row;
}
/** Goes from one due time to the next until nothing is left; gives how many seconds that took. */
async function untilOver(): Promise<number> {
  const startedAt = now();
  for (;;) {
    await workOff();
    const next = await Owed.findOne({ job: 'outreach.deliverSms', state: 'waiting' }).lean();
    if (!next) return (now().getTime() - startedAt.getTime()) / 1_000;
    setClock(() => next.dueAt);
  }
}
const work = () => Owed.findOne({ job: 'outreach.deliverSms' }).lean();

test('the code goes to the phone, and the row says that it did', async () => {
  const { challengeId, row } = await asked();
  await workOff();
  const { _id, ...sent } = await row();
  expect(gateway.taken).toEqual([{
    messageId: _id, phone: '13900000001', text: `【江海银行】验证码 ${phoneCodeOf(challengeId)}，10 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。`,
  }]);
  expect(gateway.taken[0]?.text).toMatch(/验证码 \d{6}，/);
  expect(sent).toMatchObject({ channel: 'sms', purpose: 'service', state: 'sent', reason: null, attempts: 1, contentVersionId: 'sms-phone-code-1', contentTitle: '手机验证码', values: {}, sealedPhone: '', staffUserid: '', externalUserid: '' });
});

test('neither code nor number is in MongoDB, in Redis or in the log, whatever happened on the way', async () => {
  const lines: string[] = [];
  const { level } = logger;
  // pino keeps its destination under a symbol: the real logger writes into the test's hands.
  const inside = logger as unknown as Record<symbol, unknown>;
  const stream = inside[pino.symbols.streamSym];
  inside[pino.symbols.streamSym] = { write: (line: string) => lines.push(line) };
  logger.level = 'debug';
  gateway.answers.push(503, 0);
  const { challengeId, row } = await asked({ phone: '13812345678' });
  await workOff();
  const halfway = await everythingStored();
  await untilOver();
  inside[pino.symbols.streamSym] = stream;
  logger.level = level;
  const { _id, state } = await row();
  expect([state, gateway.asked.length, gateway.taken.length]).toEqual(['sent', 3, 1]);
  const code = phoneCodeOf(challengeId);
  expect(gateway.taken[0]?.text).toContain(code);
  const places = { halfway, end: await everythingStored(), log: lines.join('\n') };
  for (const text of Object.values(places)) {
    expect(text).toContain(_id); // it is the right place that is searched
    expect(text).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`)); // inside a longer number it is chance
    expect(text).not.toContain('13812345678');
    expect(text).not.toMatch(/验证码 \d/);
  }
});

/** All collections and all keys of Redis as text. */
async function everythingStored(): Promise<string> {
  const { db } = mongoose.connection;
  const collections = await db?.listCollections().toArray() ?? [];
  const rows = await Promise.all(collections.map(({ name }) => db?.collection(name).find().toArray()));
  await new Promise((resolve) => setTimeout(resolve, 100)); // Bull is handed its jobs without waiting
  const keys = await redis().keys('*');
  const values = await Promise.all(keys.map(async (key) => [key, await redisValue(key)]));
  return JSON.stringify([rows, values]);
}
async function redisValue(key: string): Promise<unknown> {
  const readers: Record<string, () => Promise<unknown>> = {
    string: () => redis().get(key), hash: () => redis().hgetall(key), list: () => redis().lrange(key, 0, -1), set: () => redis().smembers(key),
    zset: () => redis().zrange(key, 0, -1), stream: () => redis().xrange(key, '-', '+'),
  };
  return readers[await redis().type(key)]?.();
}

test('the same wish is one message', async () => {
  const { challengeId, row } = await asked();
  await workOff();
  await inTransaction((tx) => publish(phoneCodeAsked, { key: challengeId, payload: { challengeId, customerId: 'c_unknown', sealedPhone: sealPhone('13900000001').sealed } }, tx));
  await workOff();
  expect(gateway.asked).toHaveLength(1);
  expect(await row()).toMatchObject({ attempts: 1 });
});

test('the row is in the scope of whoever looks after the customer', async () => {
  const [amy, far] = [await aStaff(), await aStaff({ place: 'tianhe' })];
  const cases: [{ _id: string }, string][] = [
    [await aMiniCustomer(), '/1/'],
    [await aCustomer({ follows: [{ staff: amy, addedAt: '2026-11-20T02:00:00.000Z' }, { staff: far, addedAt: '2026-11-21T02:00:00.000Z' }] }), '/1/3/31/'],
    [await aMiniCustomer({ heldBy: amy }), '/1/2/21/'],
  ];
  for (const [{ _id: customerId }, departmentPath] of cases) {
    const { row } = await asked({ customerId });
    await workOff();
    expect(await row()).toMatchObject({ customerId, departmentPath, state: 'sent' });
  }
});

test('no gateway: the work says so, is tried for 8.5 minutes, and the row keeps the reason', async () => {
  gateway.unplug();
  const { row } = await asked();
  await workOff();
  expect(await row()).toMatchObject({ state: 'sending', reason: 'smsNotConfigured', attempts: 1 });
  expect(await work()).toMatchObject({ state: 'waiting', reason: 'platform.smsNotConfigured' });
  expect(await untilOver()).toBe(511); // 1 + 2 + 4 + … + 256
  expect(await row()).toMatchObject({ state: 'failed', reason: 'smsNotConfigured', attempts: 10, sealedPhone: '' });
  expect(await work()).toMatchObject({ state: 'failed', attempts: 10, reason: 'platform.smsNotConfigured' });
});

test('a gateway that comes back in time', async () => {
  gateway.vanish();
  const { row } = await asked();
  await workOff();
  expect(await row()).toMatchObject({ state: 'sending', reason: 'smsUnreachable' });
  gateway.plug();
  await untilOver();
  expect(await row()).toMatchObject({ state: 'sent', reason: null, attempts: 2 });
  expect(gateway.taken).toHaveLength(1);
});

test('a gateway that stays away: failed', async () => {
  gateway.vanish();
  const { row } = await asked();
  await untilOver();
  expect(await row()).toMatchObject({ state: 'failed', reason: 'smsUnreachable', attempts: 10 });
});

test('a lost answer: the repeat has the same id, and the phone gets it once', async () => {
  gateway.answers.push(0);
  const { row } = await asked();
  await untilOver();
  expect(gateway.asked).toHaveLength(2);
  expect(gateway.taken).toHaveLength(1);
  expect(await row()).toMatchObject({ state: 'sent', reason: null });
});

test('answers that never come: nobody knows', async () => {
  gateway.answers.push(...Array.from({ length: 10 }, () => 500));
  const { row } = await asked();
  await untilOver();
  expect(await row()).toMatchObject({ state: 'uncertain', reason: 'smsAnswerLost', attempts: 10 });
});

test('a refusal is final', async () => {
  gateway.answers.push(400);
  const { row } = await asked();
  await workOff();
  expect(await row()).toMatchObject({ state: 'failed', reason: 'smsRefused', attempts: 1, sealedPhone: '' });
  expect(await work()).toMatchObject({ state: 'failed', reason: expect.stringContaining('短信网关返回 400') });
  expect(gateway.asked).toHaveLength(1);
});

test.each([
  ['never tried', {}, { state: 'missed', reason: 'smsTooLate' }],
  ['tried before', { state: 'sending', attempts: 1, reason: 'smsUnreachable' }, { state: 'failed', reason: 'smsUnreachable' }],
  ['a process died over it', { state: 'sending', attempts: 1 }, { state: 'uncertain', reason: 'smsAnswerLost' }],
])('when the code is over it stays here: %s', async (_case, before, after) => {
  const { outboundId } = await inTransaction((tx) => send(request(), tx));
  await Outbound.updateOne({ _id: outboundId }, before);
  freezeClock('2026-11-22T06:10:00.000Z');
  await workOff();
  expect(await Outbound.findById(outboundId).lean()).toMatchObject(after);
  expect(gateway.asked).toEqual([]);
});

test('a stop holds it back, at the door and later', async () => {
  const first = await inTransaction((tx) => send(request(), tx));
  await Stop.create({ _id: 'stop-sms', scope: 'channel', targetId: 'sms', reason: '核查', from: new Date('2026-11-22T05:00:00.000Z'), until: null });
  const second = await inTransaction((tx) => send(request(), tx));
  expect(second).toMatchObject({ state: 'refused', reason: 'stopped' });
  await workOff();
  for (const { outboundId } of [first, second]) expect(await Outbound.findById(outboundId).lean()).toMatchObject({ state: 'refused', reason: 'stopped', sealedPhone: '', attempts: 0 });
  expect(gateway.asked).toEqual([]);
});

test('what was reviewed for a welcome does not go out as a text message', async () => {
  expect(await inTransaction((tx) => send({ ...request(), contentVersionId: 'welcome-brief-1' }, tx))).toMatchObject({ state: 'refused', reason: 'contentNotApproved' });
});

function request(): SmsRequest {
  count += 1;
  return {
    purpose: 'service', channel: 'sms', audience: { customerId: 'c1', externalUserid: '', userid: '' }, contentVersionId: 'sms-phone-code-1', values: {}, senderId: '', senderPath: '/1/',
    businessKey: `phoneCode:challenge${count}`, sealedPhone: sealPhone('13900000001').sealed, challengeId: `challenge${count}`, receivedAt: now(),
  };
}
