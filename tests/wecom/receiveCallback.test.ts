import fc from 'fast-check';
import { encrypt, getSignature } from '@wecom/crypto';
import { config } from '../../server/platform/config.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { disconnectMongo, connectMongo } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { baseUrl, emptyData, useServer } from '../support/harness.ts';
import { anAdd, envelopeOf, innerXml, postEnvelope, pushCallback, readInbox } from '../support/wecomBuilders.ts';

useServer();
beforeEach(emptyData);

const signed = (encrypted: string, timestamp = '1700000000', nonce = 'n1') =>
  new URLSearchParams({ msg_signature: getSignature(config.WECOM_CALLBACK_TOKEN, timestamp, nonce, encrypted), timestamp, nonce });

describe('the check of the address', () => {
  const echo = encrypt(config.WECOM_CALLBACK_AES_KEY, 'echo-7312', config.WECOM_CORP_ID);
  const check = (query: string) => fetch(`${baseUrl}/wecom/callback?${query}`);

  test('answers the plain text, nothing around it', async () => {
    const answer = await check(`${signed(echo)}&echostr=${encodeURIComponent(echo)}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'echo-7312']);
  });

  test('a plus sign that was not percent-encoded is read too', async () => {
    let plus = echo;
    while (!plus.includes('+')) plus = encrypt(config.WECOM_CALLBACK_AES_KEY, 'echo-7312', config.WECOM_CORP_ID);
    const answer = await check(`${signed(plus)}&echostr=${plus}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'echo-7312']);
  });

  test.each([
    ['a wrong signature', `msg_signature=${'0'.repeat(40)}&timestamp=1700000000&nonce=n1&echostr=${encodeURIComponent(echo)}`, 401],
    ['nothing', '', 401],
    ['everything twice', `${signed(echo)}&${signed(echo)}&echostr=${encodeURIComponent(echo)}`, 401],
    ['another corp', (() => { const other = encrypt(config.WECOM_CALLBACK_AES_KEY, 'echo', 'wwother'); return `${signed(other)}&echostr=${encodeURIComponent(other)}`; })(), 400],
  ])('%s: refused', async (_, query, status) => {
    const answer = await fetch(`${baseUrl}/wecom/callback?${query}`, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(status);
  });
});

test('a push is kept, answered with an empty 200, and told as a fact', async () => {
  expect(await pushCallback(innerXml(anAdd()))).toMatchObject({ status: 200, text: '' });
  const [row] = await Callback.find().lean();
  expect(row).toMatchObject({ event: 'change_external_contact', changeType: 'add_external_contact', state: 'received', repeats: 0, message: { UserID: 'u_amy', CreateTime: '1700000000' } });
  await readInbox();
  expect(await Callback.findById(row?._id).lean()).toMatchObject({ state: 'handled' });
  expect(await EventLog.find({ name: 'wecom.externalContactAdded' }).lean()).toMatchObject([{
    _id: `wecom.externalContactAdded:${row?._id}`, at: new Date(1_700_000_000_000),
    payload: { callbackId: row?._id, userid: 'u_amy', externalUserid: 'wmSandbox0001', half: false, state: 'ch_01', welcomeCode: 'wc_demo_1', receivedAt: row?.receivedAt.toISOString() },
  }]);
});

test.each([
  [{ ChangeType: 'edit_external_contact' }, 'wecom.externalContactEdited', { state: 'ch_01' }],
  [{ ChangeType: 'del_external_contact', Source: 'DELETE_BY_TRANSFER' }, 'wecom.externalContactRemoved', { by: 'staff', byTransfer: true }],
  [{ ChangeType: 'del_follow_user' }, 'wecom.externalContactRemoved', { by: 'customer', byTransfer: false }],
])('%j is told as %s', async (change, name, payload) => {
  await pushCallback(innerXml(anAdd(change)));
  await readInbox();
  expect(await EventLog.find({ name }).lean()).toMatchObject([{ payload: { userid: 'u_amy', externalUserid: 'wmSandbox0001', ...payload } }]);
});

test('three copies of each, in any order, with other timestamps, are one row and one fact each', async () => {
  const adds = Array.from({ length: 6 }, (_, index) => innerXml(anAdd({ ExternalUserID: `wmSandbox000${index}`, WelcomeCode: `wc_${index}` })));
  const [pushes = []] = fc.sample(fc.shuffledSubarray([...adds, ...adds, ...adds], { minLength: 18 }), { numRuns: 1, seed: 7 });
  const answers = await Promise.all(pushes.map((inner, index) => pushCallback(inner, { timestamp: String(1_700_000_000 + index) })));
  expect(answers.map(({ status }) => status)).toEqual(pushes.map(() => 200));
  await readInbox();
  const late = await Promise.all(adds.map((inner) => pushCallback(inner, { timestamp: '1800000000' })));
  expect(late.map(({ status }) => status)).toEqual(adds.map(() => 200));
  await readInbox();
  expect([await Callback.countDocuments(), await EventLog.countDocuments({ name: 'wecom.externalContactAdded' })]).toEqual([6, 6]);
  const repeats = await eventually(async () => (await Callback.find().lean()).map((row) => row.repeats), (counts) => counts.every((count) => count === 3));
  expect(repeats).toEqual([3, 3, 3, 3, 3, 3]);
});

async function eventually<T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  let value = await read();
  for (let tries = 0; tries < 50 && !done(value); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    value = await read();
  }
  return value;
}

test('a copy mends what the process that took the first one left undone', async () => {
  await pushCallback(innerXml(anAdd()));
  await Owed.deleteMany({}); // it died between the two writes
  await pushCallback(innerXml(anAdd()));
  await readInbox();
  expect(await EventLog.countDocuments({ name: 'wecom.externalContactAdded' })).toBe(1);
});

test.each([
  [{ Event: 'change_external_tag', ChangeType: 'shuffle' }, 'unknownEvent'],
  [{ Event: 'something_new', ChangeType: '' }, 'unknownEvent'],
  [{ ExternalUserID: '' }, 'unreadable'],
])('%j is answered 200, kept and marked, without effect', async (change, state) => {
  expect(await pushCallback(innerXml(anAdd(change)))).toMatchObject({ status: 200 });
  await readInbox();
  expect(await Callback.find().lean()).toMatchObject([{ state }]);
  expect(await EventLog.countDocuments()).toBe(0);
});

test.each([['no XML', 'hello'], ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "a">]><xml>&a;</xml>'], ['nothing', '']])('signed, but inside %s: 200, kept as unreadable', async (_, inner) => {
  expect(await pushCallback(inner)).toMatchObject({ status: 200 });
  expect(await Callback.find().lean()).toMatchObject([{ state: 'unreadable' }]);
});

const inner = innerXml(anAdd());
const bomb = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>';
test.each([
  ['a wrong signature', { signature: '0'.repeat(40) }, 401],
  ['no signature', { signature: '' }, 401],
  ['another corp', { corpId: 'wwother' }, 400],
  ['broken XML', { body: '<xml><Encrypt>' }, 400],
  ['an entity bomb', { body: bomb }, 400],
  ['no Encrypt', { body: '<xml><ToUserName>ww</ToUserName></xml>' }, 400],
  ['Encrypt twice', { body: '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>' }, 400],
  ['too deep', { body: `<xml>${'<a>'.repeat(50)}${'</a>'.repeat(50)}</xml>` }, 400],
  ['__proto__', { body: '<xml><__proto__><Encrypt>a</Encrypt></__proto__></xml>' }, 400],
  ['an empty body', { body: '' }, 400],
])('%s: refused within 50 ms, nothing kept', async (_, push, status) => {
  const took: number[] = [];
  for (let time = 0; time < 6; time += 1) { // the first one warms up; the quickest tells what it costs, the others what the neighbours do
    const answer = await pushCallback(inner, push);
    expect(answer.status).toBe(status);
    took.push(answer.tookMs);
  }
  expect(Math.min(...took)).toBeLessThan(50);
  expect(await Callback.countDocuments()).toBe(0);
});

test('rightly signed bytes that are no message: 400', async () => {
  const encrypted = Buffer.alloc(64, 5).toString('base64');
  expect(await postEnvelope(signed(encrypted), envelopeOf(encrypted))).toMatchObject({ status: 400 });
});

test('10 MB: refused before it is read', async () => {
  expect(await pushCallback(inner, { body: 'x'.repeat(10_000_000) })).toMatchObject({ status: 413 });
});

test('without MongoDB: 503, so that WeCom comes again', async () => {
  await disconnectMongo();
  expect(await pushCallback(inner)).toMatchObject({ status: 503 });
  await connectMongo();
  expect(await pushCallback(inner)).toMatchObject({ status: 200 });
});
