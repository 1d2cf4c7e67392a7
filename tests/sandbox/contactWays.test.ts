import { aContactWay, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const call = (name: string, body: object) => play.api(`externalcontact/${name}_contact_way`, { body });
const way = { type: 2, scene: 2, user: ['u_amy', 'u_ben'] };

test('a code is made, read, changed and deleted', async () => {
  const made = (await call('add', { ...way, remark: '外滩支行门口', state: 'ch_01' })).body;
  expect(made).toEqual({ errcode: 0, errmsg: 'ok', config_id: expect.any(String), qr_code: expect.stringContaining(made.config_id) });
  const read = async () => (await call('get', { config_id: made.config_id })).body.contact_way;
  expect(await read()).toEqual({
    config_id: made.config_id, type: 2, scene: 2, style: expect.any(Number), remark: '外滩支行门口', skip_verify: true, state: 'ch_01', qr_code: made.qr_code, user: ['u_amy', 'u_ben'], party: [],
    is_temp: false, expires_in: 0, chat_expires_in: 0, unionid: '', is_exclusive: false, mark_source: true, conclusions: {},
  });
  expect((await call('update', { config_id: made.config_id, user: ['u_ben'], remark: '大堂', type: 1, scene: 1 })).body.errcode).toBe(0);
  expect(await read()).toMatchObject({ user: ['u_ben'], remark: '大堂', state: 'ch_01', type: 2, scene: 2 });
  expect((await call('del', { config_id: made.config_id })).body.errcode).toBe(0);
  expect((await call('get', { config_id: made.config_id })).body.errcode).toBe(41044);
});

test('a mini-program control has no QR code and needs a look', async () => {
  expect((await call('add', { ...way, scene: 1, style: 1 })).body).not.toHaveProperty('qr_code');
  expect((await call('add', { ...way, scene: 1, style: 4 })).body.errcode).toBe(41042);
  expect((await call('add', { ...way, scene: 1 })).body.errcode).toBe(41042);
});

test.each([
  ['no type', { type: undefined }, 41037], ['no scene', { scene: undefined }, 41038], ['type 3', { type: 3 }, 41039], ['scene 3', { scene: 3 }, 41040],
  ['nobody', { user: [] }, 40058], ['single with two', { type: 1 }, 40058], ['single with a department', { type: 1, user: ['u_amy'], party: [21] }, 40058], ['single with one', { type: 1, user: ['u_amy'] }, 0],
  ['a remark of 31', { remark: '一'.repeat(31) }, 40058], ['a remark of 30', { remark: '一'.repeat(30) }, 0], ['a state of 31', { state: 's'.repeat(31) }, 40058], ['a state of 30', { state: 's'.repeat(30) }, 0],
  ['an unknown member', { user: ['u_nobody'] }, 60111], ['a member who is not activated', { user: ['u_mgr_39'] }, 41054], ['a member without customer contact', { user: ['u_admin'] }, 84074],
  ['an unknown department', { party: [999] }, 60123], ['a department', { user: undefined, party: [21] }, 0],
  ['temporary and multi', { is_temp: true }, 40058], ['temporary and single', { type: 1, user: ['u_amy'], is_temp: true }, 0], ['temporary for 15 days', { type: 1, user: ['u_amy'], is_temp: true, expires_in: 15 * 86_400 }, 40058],
  ['exclusive and single', { type: 1, user: ['u_amy'], is_exclusive: true }, 40058], ['exclusive and multi', { is_exclusive: true }, 0], ['conclusions without temporary', { conclusions: { text: { content: '再见' } } }, 40058],
  ['an operator in an id', { user: [{ $ne: null }] }, 40058],
])('add: %s', async (_, change, errcode) => {
  expect((await call('add', { ...way, ...change })).body.errcode).toBe(errcode);
});

test('more than 100 people, departments counted in: 41041', async () => {
  const { state } = play.running;
  const amy = state.members.get('u_amy');
  for (let count = 0; count < 100 && amy; count += 1) state.members.set(`u_many_${count}`, { ...amy, userid: `u_many_${count}` });
  expect((await call('add', { ...way, party: [21] })).body.errcode).toBe(41041);
  expect((await call('add', { ...way, user: Array.from({ length: 100 }, (_, index) => `u_many_${index}`) })).body.errcode).toBe(0);
});

test.each(['get', 'update', 'del'])('%s: config_id missing 41043, unknown 41044', async (name) => {
  expect((await call(name, { remark: 'x' })).body.errcode).toBe(41043);
  expect((await call(name, { config_id: 'nothing' })).body.errcode).toBe(41044);
});

test('update keeps the rules of add', async () => {
  const config_id = await aContactWay(play);
  expect((await call('update', { config_id, user: ['u_admin'] })).body.errcode).toBe(84074);
  expect((await call('update', { config_id, state: 's'.repeat(31) })).body.errcode).toBe(40058);
  expect((await call('get', { config_id })).body.contact_way.user).toEqual(['u_amy']);
});

describe('list', () => {
  test('goes back 90 days, leaves temporary ones out, in pages', async () => {
    const first = await aContactWay(play);
    await play.moveClock(60 * 86_400_000);
    const second = await aContactWay(play);
    await aContactWay(play, { type: 1, is_temp: true });
    const page = (await call('list', { limit: 1 })).body;
    expect(page.contact_way).toEqual([{ config_id: first }]);
    expect((await call('list', { limit: 1, cursor: page.next_cursor })).body).toMatchObject({ contact_way: [{ config_id: second }], next_cursor: '' });
    await play.moveClock(60 * 86_400_000);
    expect((await call('list', {})).body.contact_way).toEqual([{ config_id: second }]);
    expect((await call('list', { cursor: 'bad' })).body).toMatchObject({ errcode: 50100, contact_way: [] });
  });

  test('keeps to the times given', async () => {
    const madeAt = Math.floor(play.running.sandbox.clock.nowMs() / 1000);
    await aContactWay(play);
    expect((await call('list', { start_time: madeAt - 10, end_time: madeAt + 10 })).body.contact_way).toHaveLength(1);
    expect((await call('list', { start_time: madeAt - 100, end_time: madeAt - 50 })).body.contact_way).toHaveLength(0);
  });
});

describe('whom a code leads to', () => {
  test('one of its people by chance, each of them sometimes', async () => {
    const configId = await aContactWay(play, { user: ['u_amy', 'u_ben'] });
    const chosen = new Set<string>();
    for (let count = 0; count < 30; count += 1) chosen.add((await play.control('scan', { qr: configId })).body.member.userid);
    expect([...chosen].sort()).toEqual(['u_amy', 'u_ben']);
  });

  test('an exclusive code leads back to the same person', async () => {
    const configId = await aContactWay(play, { user: ['u_amy', 'u_ben'], is_exclusive: true });
    const { externalUserid } = (await play.control('customers', {})).body;
    await play.control('hold', { externalUserid });
    const { userid } = (await play.control('add', { externalUserid, configId })).body;
    for (let count = 0; count < 10; count += 1) expect((await play.control('scan', { qr: configId })).body.member.userid).toBe(userid);
  });
});
