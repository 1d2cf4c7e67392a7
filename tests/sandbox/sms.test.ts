import { aNewCustomer, useSandbox } from '../support/sandboxBuilders.ts';
import { miniprogram, sendSms } from '../support/wechatBuilders.ts';

const play = useSandbox();
const phone = '13800000001';
const message = { messageId: 'm-1', phone, text: '【江海银行】验证码 123456，5 分钟内有效。' };
const inbox = async (query = '') => (await play.get(`/sandbox/sms${query}`)).body.rows;

async function aPerson(number = phone): Promise<string> {
  const externalUserid = await aNewCustomer(play);
  await play.control('phone', { externalUserid, phone: number });
  return externalUserid;
}

describe('POST /sms/send', () => {
  test('a signed message arrives with whoever has the number, unread', async () => {
    const externalUserid = await aPerson();
    expect(await sendSms(play, message)).toMatchObject({ status: 200, body: { taken: true, duplicate: false } });
    expect(await inbox(`?phone=${phone}`)).toEqual([{ ...message, at: expect.any(Number), externalUserid, userid: '', read: false }]);
  });

  test('the same messageId again is taken, and arrives once', async () => {
    await aPerson();
    await sendSms(play, message);
    expect(await sendSms(play, message)).toMatchObject({ status: 200, body: { taken: true, duplicate: true } });
    expect(await inbox()).toHaveLength(1);
  });

  test('of racing copies one arrives', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sendSms(play, message)));
    expect(await inbox()).toHaveLength(1);
  });

  test('signed milliseconds are as good as seconds', async () => {
    expect((await sendSms(play, message, { timestamp: String(play.running.sandbox.clock.nowMs()) })).status).toBe(200);
  });

  test.each([
    ['another secret', { secret: 'guess' }], ['no signature', { signature: '' }], ['a signature that is no hex', { signature: 'z'.repeat(64) }], ['a timestamp of long ago', { timestamp: '1700000000' }], ['no timestamp', { timestamp: '' }], ['words for a timestamp', { timestamp: 'now' }],
  ])('%s: 401, nothing arrives', async (_, given) => {
    expect((await sendSms(play, message, given)).status).toBe(401);
    expect(await inbox()).toEqual([]);
  });

  test('the signature covers the body', async () => {
    const { createHmac } = await import('node:crypto');
    const timestamp = String(play.running.sandbox.clock.nowSeconds());
    const signature = createHmac('sha256', miniprogram.smsSecret).update(`${timestamp}.${JSON.stringify(message)}`).digest('hex');
    expect((await sendSms(play, { ...message, phone: '13800000002' }, { timestamp, signature })).status).toBe(401);
  });

  test.each([['no id', { messageId: '' }], ['a short number', { phone: '1380000' }], ['no text', { text: '' }], ['an unknown field', { more: 1 }]])('%s: 400', async (_, change) => {
    expect((await sendSms(play, { ...message, ...change })).status).toBe(400);
  });

  test('a number that nobody has: taken all the same', async () => {
    expect((await sendSms(play, message)).status).toBe(200);
    expect(await inbox()).toEqual([expect.objectContaining({ externalUserid: '', userid: '' })]);
  });

  test('faults: a status and an errcode come instead of it, a lost answer after it', async () => {
    await play.control('faults', { path: '/sms/send', httpStatus: 503 });
    expect((await sendSms(play, message)).status).toBe(503);
    await play.control('faults', { path: '/sms/send', errcode: -1 });
    expect((await sendSms(play, message))).toMatchObject({ status: 400, body: { errcode: -1 } });
    expect(await inbox()).toEqual([]);
    await play.control('faults', { path: '/sms/send', reset: true });
    await expect(sendSms(play, message)).rejects.toThrow('fetch failed');
    expect(await inbox()).toHaveLength(1);
    await play.control('faults', { path: '/sms/send', brokenJson: true });
    await expect(sendSms(play, message)).rejects.toThrow(SyntaxError);
  });

  test('stands in the log', async () => {
    await sendSms(play, message);
    expect((await play.get('/sandbox/log?limit=1')).body.rows[0]).toMatchObject({ direction: 'in', path: '/sms/send', status: 200, request: message });
  });
});

describe('a member’s number', () => {
  const toAmy = async (messageId = 'm-1') => {
    const { members } = (await play.get('/sandbox/state')).body;
    const { mobile } = members.find(({ userid }: { userid: string }) => userid === 'u_amy');
    await sendSms(play, { ...message, messageId, phone: mobile });
    return mobile as string;
  };
  const ids = (rows: { messageId: string }[]) => rows.map(({ messageId }) => messageId);

  test('rings the manager’s phone, unread', async () => {
    const mobile = await toAmy();
    expect(await inbox('?userid=u_amy')).toEqual([{ ...message, phone: mobile, at: expect.any(Number), externalUserid: '', userid: 'u_amy', read: false }]);
    expect((await play.get('/sandbox/state')).body).toMatchObject({ sms: [], staffSms: [{ messageId: 'm-1', read: false }] });
    await play.control('hold', { userid: 'u_ben' });
    expect((await play.get('/sandbox/state')).body.staffSms).toEqual([]);
  });

  test('is the customer’s where both have it', async () => {
    const mobile = await toAmy();
    const externalUserid = await aPerson(mobile);
    await toAmy('m-2');
    expect(ids(await inbox('?userid=u_amy'))).toEqual(['m-1']);
    expect(ids(await inbox(`?externalUserid=${externalUserid}`))).toEqual(['m-2']);
  });

  test('reading, one or all; of one person', async () => {
    for (const messageId of ['m-1', 'm-2', 'm-3']) await toAmy(messageId);
    expect((await play.control('smsRead', { userid: 'u_amy', messageId: 'm-2' })).body).toEqual({ read: 1 });
    expect((await play.control('smsRead', { userid: 'u_ben' })).body).toEqual({ read: 0 });
    expect((await inbox()).map(({ read }: { read: boolean }) => read)).toEqual([false, true, false]);
    expect((await play.control('smsRead', { userid: 'u_amy' })).body).toEqual({ read: 3 });
    expect((await play.control('smsRead', { userid: 'u_nobody' })).status).toBe(404);
    expect((await play.control('smsRead', { userid: 'u_amy', externalUserid: await aPerson() })).status).toBe(400);
  });
});

describe('numbers', () => {
  test('every new customer has one of their own; one may be given', async () => {
    const [first, second] = [await play.control('customers'), await play.control('customers', { phone })];
    expect(first.body.phone).toMatch(/^1[3-9]\d{9}$/);
    expect(second.body.phone).toBe(phone);
    expect((await play.control('customers', { phone })).status).toBe(409);
  });

  test('a number in another’s hand is refused until it is taken back', async () => {
    const one = await aPerson();
    const other = await aNewCustomer(play);
    expect((await play.control('phone', { externalUserid: other, phone })).status).toBe(409);
    await play.control('phone', { externalUserid: one, phone: '' });
    expect((await play.control('phone', { externalUserid: other, phone })).body).toEqual({ externalUserid: other, phone });
    expect((await play.control('phone', { externalUserid: one, phone: '123' })).status).toBe(400);
  });

  test('after a swap the next message goes to the other; what had come stays', async () => {
    const one = await aPerson();
    const other = await aPerson('13800000002');
    await sendSms(play, message);
    expect((await play.control('swapPhones', { one, other })).body.people).toEqual([{ externalUserid: one, phone: '13800000002' }, { externalUserid: other, phone }]);
    await sendSms(play, { ...message, messageId: 'm-2' });
    expect((await inbox(`?externalUserid=${one}`)).map(({ messageId }: { messageId: string }) => messageId)).toEqual(['m-1']);
    expect((await inbox(`?externalUserid=${other}`)).map(({ messageId }: { messageId: string }) => messageId)).toEqual(['m-2']);
  });

  test('one who gets a number later does not see what came before', async () => {
    await sendSms(play, message);
    const externalUserid = await aPerson();
    expect(await inbox(`?externalUserid=${externalUserid}`)).toEqual([]);
  });

  test('reading, one or all', async () => {
    const externalUserid = await aPerson();
    for (const messageId of ['m-1', 'm-2', 'm-3']) await sendSms(play, { ...message, messageId });
    expect((await play.control('smsRead', { externalUserid, messageId: 'm-2' })).body).toEqual({ read: 1 });
    await play.control('hold', { externalUserid });
    expect((await play.get('/sandbox/state')).body.sms.map(({ messageId, read }: { messageId: string; read: boolean }) => [messageId, read])).toEqual([['m-3', false], ['m-2', true], ['m-1', false]]);
    expect((await play.control('smsRead', { externalUserid })).body).toEqual({ read: 3 });
  });
});
