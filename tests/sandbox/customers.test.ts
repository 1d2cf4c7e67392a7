import { aContact, aContactWay, aNewCustomer, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const get = (external_userid: string, cursor?: string) => play.api('externalcontact/get', { query: { external_userid, ...(cursor ? { cursor } : {}) } });
const list = (userid: string) => play.api('externalcontact/list', { query: { userid } });
const batch = (body: object) => play.api('externalcontact/batch/get_by_user', { body });
const tagNamed = (name: string) => [...play.running.state.tags.values()].find((tag) => tag.name === name)?.id ?? '';

describe('get', () => {
  test('shows the customer and the relation as WeCom does', async () => {
    const configId = await aContactWay(play);
    const { externalUserid } = await aContact(play, { configId });
    const { body } = await get(externalUserid);
    expect(body).toMatchObject({ errcode: 0, external_contact: { external_userid: externalUserid, name: '林小满', type: 1, gender: 2, avatar: expect.stringMatching(/^http/), unionid: expect.any(String) } });
    expect(externalUserid).toMatch(/^wm[0-9A-Za-z]{30}$/);
    expect(body.follow_user).toEqual([{
      userid: 'u_amy', remark: '', description: '', createtime: expect.any(Number), tags: [], remark_mobiles: [], oper_userid: externalUserid, add_way: 1, state: 'ch_01',
    }]);
    expect(body).not.toHaveProperty('next_cursor');
  });

  test('a relation that came by no code has no state', async () => {
    const { externalUserid } = await aContact(play, { userid: 'u_amy' });
    const [relation] = (await get(externalUserid)).body.follow_user;
    expect(relation).toMatchObject({ add_way: 2 });
    expect(relation).not.toHaveProperty('state');
  });

  test('more than 500 followers come in pages', async () => {
    const { externalUserid } = await aContact(play, { userid: 'u_amy' });
    const relations = play.running.state.followers.get(externalUserid);
    const one = relations?.get('u_amy');
    for (let count = 0; count < 600 && one; count += 1) relations?.set(`u_many_${count}`, { ...one, userid: `u_many_${count}` });
    const first = (await get(externalUserid)).body;
    const second = (await get(externalUserid, first.next_cursor)).body;
    expect([first.follow_user.length, second.follow_user.length, second.next_cursor]).toEqual([500, 101, undefined]);
    expect((await get(externalUserid, 'AAAA')).body.errcode).toBe(50100);
  });

  test('refuses: missing 41035, unknown 40096, nobody follows 84061 with follow_user only', async () => {
    expect((await play.api('externalcontact/get')).body.errcode).toBe(41035);
    expect((await get('wmNobody')).body).toMatchObject({ errcode: 40096, external_contact: {}, follow_user: [] });
    const { errcode, errmsg, ...rest } = (await get(await aNewCustomer(play))).body;
    expect([errcode, rest]).toEqual([84061, { follow_user: [] }]);
    expect(errmsg).toMatch(/^not external contact, hint: \[\d+\]/);
  });
});

describe('84061 (contract 1.3)', () => {
  test('the customer has left: still readable. The member has removed the customer: not.', async () => {
    const { externalUserid } = await aContact(play);
    await play.control('removeByCustomer', { externalUserid, userid: 'u_amy' });
    expect((await get(externalUserid)).body.follow_user).toHaveLength(1);
    expect((await play.api('externalcontact/remark', { body: { userid: 'u_amy', external_userid: externalUserid, remark: '老客户' } })).body.errcode).toBe(0);
    await play.control('removeByStaff', { externalUserid, userid: 'u_amy' });
    expect((await get(externalUserid)).body.errcode).toBe(84061);
    expect((await play.api('externalcontact/remark', { body: { userid: 'u_amy', external_userid: externalUserid, remark: '老客户' } })).body.errcode).toBe(84061);
  });

  test('an add that the member has not accepted is not shown; once accepted it is', async () => {
    const { externalUserid } = await aContact(play, { userid: 'u_amy', half: true });
    expect((await get(externalUserid)).body.errcode).toBe(84061);
    expect((await list('u_amy')).body.errcode).toBe(84061);
    await aContact(play, { externalUserid, userid: 'u_amy' });
    expect((await get(externalUserid)).body.errcode).toBe(0);
  });
});

describe('list', () => {
  test('gives the ids, and 84061 with an empty list where there are none', async () => {
    expect((await list('u_amy')).body).toMatchObject({ errcode: 84061, external_userid: [] });
    const { externalUserid } = await aContact(play);
    expect((await list('u_amy')).body).toEqual({ errcode: 0, errmsg: 'ok', external_userid: [externalUserid] });
  });

  test.each([['nobody', 'u_nobody', 60111], ['no customer-contact right', 'u_admin', 84074], ['missing', '', 41009]])('%s', async (_, userid, errcode) => {
    expect((await list(userid)).body).toMatchObject({ errcode, external_userid: [] });
  });
});

describe('batch/get_by_user', () => {
  test('one row a relation, tags as ids', async () => {
    const { externalUserid } = await aContact(play, { configId: await aContactWay(play) });
    await play.control('remark', { externalUserid, userid: 'u_amy', tagIds: [tagNamed('理财')] });
    const { body } = await batch({ userid_list: ['u_amy'] });
    expect(body).toMatchObject({ errcode: 0, next_cursor: '' });
    expect(body.external_contact_list).toEqual([{
      external_contact: expect.objectContaining({ external_userid: externalUserid }),
      follow_info: { userid: 'u_amy', remark: '', description: '', createtime: expect.any(Number), tag_id: [tagNamed('理财')], remark_mobiles: [], oper_userid: externalUserid, add_way: 1, state: 'ch_01' },
    }]);
  });

  test('50 a page unless said otherwise, at most 100, each row once', async () => {
    await play.control('populate', { seed: 3, customers: 2_000, days: 30 });
    const users = [...play.running.state.contacts.keys()].slice(0, 10);
    const total = users.reduce((sum, userid) => sum + (play.running.state.contacts.get(userid)?.size ?? 0), 0);
    expect((await batch({ userid_list: users })).body.external_contact_list).toHaveLength(50);
    expect((await batch({ userid_list: users, limit: 1_000 })).body.external_contact_list).toHaveLength(100);
    const seen = new Set<string>();
    let cursor = '';
    let rows = 0;
    do {
      const { body } = await batch({ userid_list: users, limit: 100, cursor });
      for (const { external_contact, follow_info } of body.external_contact_list) seen.add(`${external_contact.external_userid} ${follow_info.userid}`);
      rows += body.external_contact_list.length;
      cursor = body.next_cursor;
    } while (cursor);
    expect([rows, seen.size]).toEqual([total, total]);
  });

  test('refuses: no list, more than 100, unknown member, a cursor of another list', async () => {
    expect((await batch({})).body).toMatchObject({ errcode: 40058, external_contact_list: [] });
    expect((await batch({ userid_list: Array.from({ length: 101 }, (_, index) => `u_${index}`) })).body.errcode).toBe(40032);
    expect((await batch({ userid_list: ['u_nobody'] })).body.errcode).toBe(60111);
    await play.control('populate', { seed: 3, customers: 500, days: 30 });
    const { next_cursor: cursor } = (await batch({ userid_list: ['u_amy', 'u_ben'], limit: 1 })).body;
    expect((await batch({ userid_list: ['u_ben'], cursor })).body.errcode).toBe(50100);
  });
});

describe('remark', () => {
  const remark = (body: object) => play.api('externalcontact/remark', { body });

  test('writes what is given and leaves the rest; phones are overwritten and cleared', async () => {
    const { externalUserid: external_userid } = await aContact(play);
    const pair = { userid: 'u_amy', external_userid };
    await remark({ ...pair, remark: '林女士', description: '网点认识', remark_mobiles: ['13800000001'] });
    await remark({ ...pair, remark_company: '江海贸易' });
    const read = async () => (await get(external_userid)).body.follow_user[0];
    expect(await read()).toMatchObject({ remark: '林女士', description: '网点认识', remark_mobiles: ['13800000001'], remark_corp_name: '江海贸易' });
    await remark({ ...pair, remark_mobiles: [''] });
    expect((await read()).remark_mobiles).toEqual([]);
    await remark({ ...pair, remark_mobiles: ['13800000002'] });
    await remark({ ...pair, remark_mobiles: '' });
    expect((await read()).remark_mobiles).toEqual([]);
  });

  test.each([
    ['nothing to write', {}, 40058],
    ['a remark of 21 characters', { remark: '一'.repeat(21) }, 40058],
    ['a description of 151', { description: '一'.repeat(151) }, 40058],
    ['a company of 21', { remark_company: '一'.repeat(21) }, 40058],
    ['a picture that is not there', { remark_pic_mediaid: 'nothing' }, 40007],
    ['exactly 20 characters', { remark: '一'.repeat(20) }, 0],
  ])('%s', async (_, change, errcode) => {
    const { externalUserid } = await aContact(play);
    expect((await remark({ userid: 'u_amy', external_userid: externalUserid, ...change })).body.errcode).toBe(errcode);
  });

  test('ids: missing 41009 and 41035, unknown 60111 and 40096, strangers 84061', async () => {
    const { externalUserid } = await aContact(play);
    expect((await remark({ external_userid: externalUserid, remark: 'x' })).body.errcode).toBe(41009);
    expect((await remark({ userid: 'u_amy', remark: 'x' })).body.errcode).toBe(41035);
    expect((await remark({ userid: 'u_nobody', external_userid: externalUserid, remark: 'x' })).body.errcode).toBe(60111);
    expect((await remark({ userid: 'u_amy', external_userid: 'wmNobody', remark: 'x' })).body.errcode).toBe(40096);
    expect((await remark({ userid: 'u_ben', external_userid: externalUserid, remark: 'x' })).body.errcode).toBe(84061);
  });
});
