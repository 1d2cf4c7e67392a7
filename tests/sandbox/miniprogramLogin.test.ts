import { aContact, aNewCustomer, useSandbox } from '../support/sandboxBuilders.ts';
import { exchange, loginCode, miniprogram, openidOf, wechat } from '../support/wechatBuilders.ts';

const play = useSandbox();
const phoneCode = async (externalUserid: string): Promise<string> => (await play.control('phoneCode', { externalUserid })).body.code;
const numberOf = (code: string, openid?: string) => wechat(play, 'wxa/business/getuserphonenumber', { code, ...(openid ? { openid } : {}) });

describe('jscode2session (contract 8.1)', () => {
  test('openid, session_key and the unionid that WeCom knows; the same person has one openid', async () => {
    const { externalUserid } = await aContact(play);
    const first = await exchange(play, { js_code: await loginCode(play, externalUserid) });
    const known = (await play.api('externalcontact/get', { query: { external_userid: externalUserid } })).body.external_contact;
    expect(first.body).toEqual({ openid: expect.stringMatching(/^o[\w-]{27}$/), session_key: expect.stringMatching(/^[\w+/]{22}==$/), unionid: known.unionid });
    const second = await exchange(play, { js_code: await loginCode(play, externalUserid) });
    expect(second.body.openid).toBe(first.body.openid);
    expect(await openidOf(play, await aNewCustomer(play))).not.toBe(first.body.openid);
  });

  test('a person without unionid: neither side is told one', async () => {
    const { externalUserid } = (await play.control('customers', { name: '无名', withoutUnionid: true })).body;
    await aContact(play, { externalUserid, userid: 'u_amy' });
    expect((await exchange(play, { js_code: await loginCode(play, externalUserid) })).body).toEqual({ openid: expect.any(String), session_key: expect.any(String) });
    expect((await play.api('externalcontact/get', { query: { external_userid: externalUserid } })).body.external_contact).not.toHaveProperty('unionid');
  });

  test('of 500 people of the seed some have no unionid, and everybody has a number of their own', async () => {
    await play.control('populate', { customers: 500, days: 30 });
    const { customers } = (await play.get('/sandbox/state')).body as { customers: { unionid: string; phone: string }[] };
    const without = customers.filter(({ unionid }) => unionid === '').length;
    expect(without).toBeGreaterThan(30);
    expect(without).toBeLessThan(100);
    expect(new Set(customers.map(({ phone }) => phone)).size).toBe(500);
    for (const { phone } of customers) expect(phone).toMatch(/^1[3-9]\d{9}$/);
  });

  test('a code works once (40163) and for 5 minutes (40029)', async () => {
    const code = await loginCode(play, await aNewCustomer(play));
    expect((await exchange(play, { js_code: code })).body.openid).toBeDefined();
    expect((await exchange(play, { js_code: code })).body).toEqual({ errcode: 40163, errmsg: expect.stringMatching(/^code been used.* rid: \S+$/) });
    const late = await loginCode(play, await aNewCustomer(play));
    await play.moveClock(301_000);
    expect((await exchange(play, { js_code: late })).body.errcode).toBe(40029);
  });

  test('more than 100 a minute of one user: 45011, for others not', async () => {
    const externalUserid = await aNewCustomer(play);
    for (let count = 0; count < 100; count += 1) expect((await exchange(play, { js_code: await loginCode(play, externalUserid) })).body.errcode).toBeUndefined();
    const code = await loginCode(play, externalUserid);
    expect((await exchange(play, { js_code: code })).body.errcode).toBe(45011);
    expect((await exchange(play, { js_code: await loginCode(play, await aNewCustomer(play)) })).body.errcode).toBeUndefined();
    await play.moveClock(61_000);
    expect((await exchange(play, { js_code: code })).body.errcode).toBeUndefined();
  });

  test.each([
    ['another appid', { appid: 'wxother' }, 40013], ['another secret', { secret: 'guess' }, 40125], ['an unknown code', { js_code: 'nobody' }, 40029], ['another grant', { grant_type: 'x' }, 40002], ['no code', { js_code: '' }, 41008],
  ])('%s', async (_, given, errcode) => {
    const answer = await exchange(play, { js_code: await loginCode(play, await aNewCustomer(play)), ...given } as Record<string, string>);
    expect([answer.status, answer.body]).toEqual([200, { errcode, errmsg: expect.stringMatching(/ rid: \S+$/) }]);
  });

  test('the code of the phone button is no login code', async () => {
    expect((await exchange(play, { js_code: await phoneCode(await aNewCustomer(play)) })).body.errcode).toBe(40029);
  });
});

describe('getuserphonenumber (contract 8.1)', () => {
  test('the number of the person, with watermark', async () => {
    const externalUserid = await aNewCustomer(play);
    await play.control('phone', { externalUserid, phone: '13900000001' });
    expect((await numberOf(await phoneCode(externalUserid), await openidOf(play, externalUserid))).body).toEqual({
      errcode: 0, errmsg: 'ok',
      phone_info: { phoneNumber: '13900000001', purePhoneNumber: '13900000001', countryCode: '86', watermark: { timestamp: expect.any(Number), appid: miniprogram.appid } },
    });
  });

  test('once, for 5 minutes, for that openid, and never a login code: else 40029', async () => {
    const externalUserid = await aNewCustomer(play);
    const code = await phoneCode(externalUserid);
    expect((await numberOf(code, await openidOf(play, await aNewCustomer(play)))).body.errcode).toBe(40029);
    expect((await numberOf(code)).body.errcode).toBe(0);
    expect((await numberOf(code)).body.errcode).toBe(40029);
    expect((await numberOf(await loginCode(play, externalUserid))).body.errcode).toBe(40029);
    const late = await phoneCode(externalUserid);
    await play.moveClock(301_000);
    expect((await numberOf(late)).body.errcode).toBe(40029);
    expect((await numberOf('')).body.errcode).toBe(41008);
  });

  test('a person without a number has no code', async () => {
    const externalUserid = await aNewCustomer(play);
    await play.control('phone', { externalUserid, phone: '' });
    expect((await play.control('phoneCode', { externalUserid })).status).toBe(409);
  });
});
