import { aContactWay, corp, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const getToken = (query: Record<string, string>) => play.get(`/cgi-bin/gettoken?${new URLSearchParams(query)}`);

describe('gettoken (contract 1.1)', () => {
  test('gives a token of 7200 s, and the same one while it lives', async () => {
    const first = await getToken({ corpid: corp.id, corpsecret: corp.secret });
    expect(first.body).toEqual({ errcode: 0, errmsg: 'ok', access_token: expect.stringMatching(/^[0-9A-Za-z_-]{1,512}$/), expires_in: 7200 });
    await play.moveClock(3_600_000);
    const second = await getToken({ corpid: corp.id, corpsecret: corp.secret });
    expect(second.body.access_token).toBe(first.body.access_token);
    expect(second.body.expires_in).toBeLessThanOrEqual(3_600);
  });

  test('gives a new one after its life, and refuses the old one with 42001', async () => {
    const old = await play.token();
    await play.moveClock(7_200_000);
    expect(await play.token()).not.toBe(old);
    expect((await play.api('department/list', { token: old })).body.errcode).toBe(42001);
  });

  test.each([
    ['nothing at all: the secret is missed first', {}, 41004],
    ['no secret', { corpid: corp.id }, 41004],
    ['no corp', { corpsecret: corp.secret }, 41002],
    ['another corp', { corpid: 'wwother0000000001', corpsecret: corp.secret }, 40013],
    ['another secret', { corpid: corp.id, corpsecret: 'guess' }, 40001],
  ])('%s', async (_, query, errcode) => {
    expect((await getToken(query as Record<string, string>)).body.errcode).toBe(errcode);
  });

  test('each secret has a token of its own', async () => {
    expect(await play.token(corp.contactSecret)).not.toBe(await play.token(corp.secret));
  });
});

describe('the token of a call (contract 0)', () => {
  test('missing 41001, unknown 40014, revoked 40014', async () => {
    const token = await play.token();
    expect((await play.get('/cgi-bin/department/list')).body.errcode).toBe(41001);
    expect((await play.api('department/list', { token: 'nobody' })).body.errcode).toBe(40014);
    await play.control('revokeTokens');
    expect((await play.api('department/list', { token })).body.errcode).toBe(40014);
    expect((await play.api('department/list')).body.errcode).toBe(0);
  });

  test('in the body or in a header it is not seen', async () => {
    const token = await play.token();
    const response = await fetch(`${play.running.url}/cgi-bin/externalcontact/get_contact_way`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ access_token: token, config_id: await aContactWay(play) }),
    });
    expect(((await response.json()) as { errcode: number }).errcode).toBe(41001);
  });

  test('is looked at before the parameters', async () => {
    expect((await play.api('externalcontact/remark', { token: 'nobody', init: { method: 'POST' } })).body.errcode).toBe(40014);
  });

  test('of 通讯录同步 opens the directory only; user/list_id opens to it alone', async () => {
    const token = await play.token(corp.contactSecret);
    expect((await play.api('department/list', { token })).body.errcode).toBe(0);
    expect((await play.api('externalcontact/get_follow_user_list', { token })).body).toMatchObject({ errcode: 48002, follow_user: [] });
    expect((await play.api('user/list_id', { token, body: {} })).body.errcode).toBe(0);
    expect((await play.api('user/list_id', { body: {} })).body).toMatchObject({ errcode: 48002, dept_user: [] });
  });
});

describe('jsapi tickets (contract 7.1)', () => {
  test('corp and agent tickets differ, live 7200 s and stay the same', async () => {
    const corpTicket = await play.api('get_jsapi_ticket');
    const agentTicket = await play.api('ticket/get', { query: { type: 'agent_config' } });
    expect(corpTicket.body).toMatchObject({ errcode: 0, expires_in: 7200 });
    expect(agentTicket.body.ticket).not.toBe(corpTicket.body.ticket);
    expect((await play.api('get_jsapi_ticket')).body.ticket).toBe(corpTicket.body.ticket);
    expect((await play.api('ticket/get', { query: { type: 'other' } })).body.errcode).toBe(40058);
  });

  test('100 an hour for the app, then 45009', async () => {
    const token = await play.token();
    for (let count = 0; count < 100; count += 1) await play.api('get_jsapi_ticket', { token });
    expect((await play.api('get_jsapi_ticket', { token })).body.errcode).toBe(45009);
  });
});

test('get_api_domain_ip and getcallbackip answer with addresses', async () => {
  expect((await play.api('get_api_domain_ip')).body.ip_list).toEqual(expect.arrayContaining([expect.any(String)]));
  expect((await play.api('getcallbackip')).body.ip_list).toEqual(expect.arrayContaining([expect.any(String)]));
});
