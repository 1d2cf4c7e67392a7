import { aContact, aContactWay, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox({ limitPerMinute: 20 });

describe('answers (contract 0)', () => {
  test('an unknown path answers 404 and nothing', async () => {
    const answer = await play.api('externalcontact/nothing_here', { body: {} });
    expect([answer.status, answer.text]).toEqual([404, '']);
  });

  test('a refusal is HTTP 200 with text, hint, address and link, and the headers tell it too', async () => {
    const answer = await play.api('user/get', { query: { userid: 'u_nobody' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(answer.headers.get('error-code')).toBe('60111');
    expect(answer.headers.get('error-msg')).toContain('userid not found');
    expect(answer.body.errmsg).toMatch(/^userid not found, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=60111$/);
  });

  test('40014 comes without the hint', async () => {
    expect((await play.api('user/get', { token: 'nobody' })).body.errmsg).toBe('invalid access_token, more info at https://open.work.weixin.qq.com/devtool/query?e=40014');
  });

  test.each([
    ['user/get', { department: [], order: [], is_leader_in_dept: [], direct_leader: [] }],
    ['department/list', { department: [] }],
    ['user/list', { userlist: [] }],
    ['user/list_id', { dept_user: [] }],
    ['externalcontact/list', { external_userid: [] }],
    ['externalcontact/get', { external_contact: {}, follow_user: [] }],
    ['externalcontact/get_follow_user_list', { follow_user: [] }],
    ['externalcontact/batch/get_by_user', { external_contact_list: [] }],
    ['externalcontact/list_contact_way', { contact_way: [] }],
    ['externalcontact/get_corp_tag_list', { tag_group: [] }],
  ])('%s keeps its empty collections in an error', async (path, empty) => {
    const { errcode, errmsg, ...rest } = (await play.api(path, { token: 'nobody' })).body;
    expect([errcode, rest]).toEqual([40014, empty]);
  });
});

describe('bodies (contract 0)', () => {
  const send = (body: string) => play.api('externalcontact/get_contact_way', { init: { method: 'POST', body } });

  test.each([['broken', '{"config_id":', 40058], ['a list', '[]', 40058], ['a word', '"x"', 40058], ['none', '', 40063]])('%s', async (_, body, errcode) => {
    expect((await send(body)).body.errcode).toBe(errcode);
  });

  test('GET where POST is asked: 40058', async () => {
    expect((await play.api('externalcontact/get_contact_way', { query: { config_id: 'x' } })).body.errcode).toBe(40058);
  });

  test('__proto__ in a body changes nothing', async () => {
    await play.api('externalcontact/get_contact_way', { init: { method: 'POST', body: '{"__proto__":{"config_id":"x"}}' } });
    expect(({} as { config_id?: string }).config_id).toBeUndefined();
  });
});

describe('limits (contract 1.2)', () => {
  test('over the minute: 45009 for 60 s on this API alone, then open again', async () => {
    const token = await play.token();
    for (let count = 0; count < 20; count += 1) expect((await play.api('department/list', { token })).body.errcode).toBe(0);
    expect((await play.api('department/list', { token })).body).toMatchObject({ errcode: 45009, department: [] });
    expect((await play.api('department/simplelist', { token })).body.errcode).toBe(0);
    await play.moveClock(59_000);
    expect((await play.api('department/list', { token })).body.errcode).toBe(45009);
    await play.moveClock(1_500);
    expect((await play.api('department/list', { token })).body.errcode).toBe(0);
  });

  test('a refused token does not count', async () => {
    for (let count = 0; count < 25; count += 1) await play.api('department/list', { token: 'nobody' });
    expect((await play.api('department/list')).body.errcode).toBe(0);
  });

  test('auth/getuserinfo does not count (contract 3.2)', async () => {
    const token = await play.token();
    for (let count = 0; count < 25; count += 1) await play.api('auth/getuserinfo', { token, query: { code: 'x' } });
    const { body } = await play.control('code', { userid: 'u_amy' });
    expect((await play.api('auth/getuserinfo', { token, query: { code: body.code } })).body.userid).toBe('u_amy');
  });
});

describe('faults', () => {
  const path = '/cgi-bin/department/get';
  const call = () => play.api('department/get', { query: { id: 1 } });

  test('an errcode comes instead of the call, as many times as asked', async () => {
    await play.control('faults', { path, errcode: 45033, times: 2 });
    expect([(await call()).body.errcode, (await call()).body.errcode, (await call()).body.errcode]).toEqual([45033, 45033, 0]);
  });

  test('an HTTP status, a slow answer, a broken answer, a cut connection', async () => {
    await play.control('faults', { path, httpStatus: 502 });
    expect((await call()).status).toBe(502);
    await play.control('faults', { path, latencyMs: 120 });
    const startedMs = performance.now();
    await call();
    expect(performance.now() - startedMs).toBeGreaterThan(100);
    await play.control('faults', { path, brokenJson: true });
    await expect(call()).rejects.toThrow(SyntaxError);
    await play.control('faults', { path, reset: true });
    await expect(call()).rejects.toThrow('fetch failed');
    expect((await call()).body.errcode).toBe(0);
  });

  test('a lost answer is a call that took effect', async () => {
    const { welcomeCode } = await aContact(play, { configId: await aContactWay(play) });
    const send = () => play.api('externalcontact/send_welcome_msg', { body: { welcome_code: welcomeCode, text: { content: '您好' } } });
    await play.control('faults', { path: '/cgi-bin/externalcontact/send_welcome_msg', reset: true });
    await expect(send()).rejects.toThrow('fetch failed');
    expect((await send()).body.errcode).toBe(41051);
  });

  test('* meets every path; a list shows what is left; DELETE ends it', async () => {
    await play.token();
    await play.control('faults', { path: '*', errcode: -1, times: 5 });
    expect((await play.get('/cgi-bin/department/list')).body.errcode).toBe(-1);
    expect((await play.get('/sandbox/faults')).body.faults).toEqual([{ id: expect.any(Number), path: '*', errcode: -1, times: 4 }]);
    await fetch(`${play.running.url}/sandbox/faults`, { method: 'DELETE' });
    expect((await play.get('/sandbox/faults')).body.faults).toEqual([]);
    expect((await play.get('/cgi-bin/department/list')).body.errcode).toBe(41001);
  });

  test('unknown switches are refused', async () => {
    expect((await play.control('faults', { path: 'no-slash', errcode: 1 })).status).toBe(400);
    expect((await play.control('faults', { path, errors: 1 })).body.error).toMatch(/参数有误/);
  });
});
