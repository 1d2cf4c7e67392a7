import { corp, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();

describe('the demonstration bank', () => {
  test('has a root, three branches and four sub-branches each', async () => {
    const { body } = await play.api('department/list');
    const children = (parent: number) => body.department.filter((each: { parentid: number }) => each.parentid === parent).map((each: { id: number }) => each.id).sort();
    expect(children(0)).toEqual([1]);
    expect(children(1)).toEqual([2, 3, 4]);
    expect([2, 3, 4].map((branch) => children(branch))).toEqual([[21, 22, 23, 24], [31, 32, 33, 34], [41, 42, 43, 44]]);
    expect(body.department[0]).toMatchObject({ id: 1, name: '江海银行', parentid: 0, department_leader: ['u_head'] });
  });

  test('has sixty people with names of their own', async () => {
    const { body } = await play.api('user/list', { query: { department_id: 1, fetch_child: 1 } });
    const names = body.userlist.map((each: { name: string }) => each.name);
    expect(names).toHaveLength(60);
    expect(new Set(names).size).toBe(60);
    for (const name of names) expect(name).toMatch(/^[\u4e00-\u9fff]{2,5}$/);
  });

  test('leaders lead, and managers and leaders of sub-branches may add customers, headquarters and branches may not', async () => {
    const people = (await play.api('user/list', { query: { department_id: 1, fetch_child: 1 } })).body.userlist as { userid: string; is_leader_in_dept: number[]; main_department: number; status: number }[];
    const followers = (await play.api('externalcontact/get_follow_user_list')).body.follow_user;
    const of = (userid: string) => people.find((each) => each.userid === userid);
    expect(['u_head', 'u_sup_east', 'u_sup_south', 'u_sup_north', 'u_sup_21', 'u_sup_44'].map((userid) => of(userid)?.is_leader_in_dept)).toEqual([[1], [1], [1], [1], [1], [1]]);
    expect(['u_admin', 'u_operator', 'u_compliance', 'u_amy'].map((userid) => of(userid)?.is_leader_in_dept)).toEqual([[0], [0], [0], [0]]);
    expect(people.filter(({ status }) => status === 1).filter(({ main_department: at }) => at >= 20).map(({ userid }) => userid).sort()).toEqual([...followers].sort());
  });

  test('most have an employee number, some have none', async () => {
    const { body } = await play.api('user/list', { query: { department_id: 1, fetch_child: 1 } });
    const numbers = body.userlist.flatMap((each: any) => each.extattr.attrs.filter(({ name }: { name: string }) => name === '工号').map((attr: any) => attr.text.value));
    expect(numbers.length).toBeGreaterThan(50);
    expect(numbers.length).toBeLessThan(60);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^JH\d{6}$/);
  });
});

describe('departments', () => {
  test('list and simplelist go down from the id given', async () => {
    expect((await play.api('department/list', { query: { id: 2 } })).body.department.map(({ id }: { id: number }) => id)).toEqual([2, 21, 22, 23, 24]);
    expect((await play.api('department/simplelist', { query: { id: 31 } })).body.department_id).toEqual([{ id: 31, parentid: 3, order: expect.any(Number) }]);
  });

  test('get gives one', async () => {
    expect((await play.api('department/get', { query: { id: 21 } })).body.department).toMatchObject({ id: 21, name: '外滩支行', parentid: 2, department_leader: ['u_sup_21'] });
  });

  test.each(['department/list', 'department/simplelist', 'department/get'])('%s refuses an unknown id', async (path) => {
    expect((await play.api(path, { query: { id: 999 } })).body.errcode).toBe(60123);
    expect((await play.api(path, { query: { id: 'x' } })).body.errcode).toBe(40058);
  });
});

describe('members', () => {
  test('simplelist and list give the people of one department only', async () => {
    const { body } = await play.api('user/simplelist', { query: { department_id: 21 } });
    expect(body.userlist).toEqual(expect.arrayContaining([{ userid: 'u_amy', name: '陈安琪', department: [21] }, { userid: 'u_ben', name: '周本', department: [21] }]));
    expect(body.userlist.every(({ department }: { department: number[] }) => department.includes(21))).toBe(true);
    expect((await play.api('user/list', { query: { department_id: 2 } })).body.userlist).toHaveLength(1);
    expect((await play.api('user/list', { query: { department_id: 77 } })).body).toMatchObject({ errcode: 60123, userlist: [] });
    expect((await play.api('user/list')).body).toMatchObject({ errcode: 40058, userlist: [] });
  });

  test('get gives a member without what only the member may show', async () => {
    const { body } = await play.api('user/get', { query: { userid: 'U_AMY' } });
    expect(body).toMatchObject({ errcode: 0, userid: 'u_amy', name: '陈安琪', department: [21], order: [0], is_leader_in_dept: [0], main_department: 21, status: 1, direct_leader: [] });
    for (const hidden of ['avatar', 'address', 'qr_code']) expect(body).not.toHaveProperty(hidden);
  });

  test('mobile and mailbox only of those who have authorised it, as one decides on the phone', async () => {
    const sensitive = ['mobile', 'email', 'biz_mail'];
    const get = async () => (await play.api('user/get', { query: { userid: 'u_ben' } })).body;
    const listed = async () => (await play.api('user/list', { query: { department_id: 21 } })).body.userlist.find(({ userid }: { userid: string }) => userid === 'u_ben');
    const mobile = play.running.state.members.get('u_ben')?.mobile;
    for (const shown of [await get(), await listed()]) expect(shown).toMatchObject({ mobile, email: '', biz_mail: 'u_ben@jianghai.example' });
    expect((await play.control('member', { userid: 'u_ben', sharesContact: false })).body).toMatchObject({ userid: 'u_ben', sharesContact: false });
    for (const hidden of [await get(), await listed()]) for (const name of sensitive) expect(hidden).not.toHaveProperty(name);
    await play.control('member', { userid: 'u_ben', sharesContact: true });
    expect(await get()).toHaveProperty('mobile', mobile);
    expect((await play.control('member', { userid: 'u_nobody', sharesContact: true })).status).toBe(404);
    expect((await play.control('member', { userid: 'u_ben', sharesContact: true, more: 1 })).status).toBe(400);
  });

  test('about two of three share it in the demonstration: 陈安琪 and 周本 do, one in 华东分行 does not', async () => {
    const people = (await play.api('user/list', { query: { department_id: 1, fetch_child: 1 } })).body.userlist as { userid: string; main_department: number; mobile?: string }[];
    const shares = (userid: string) => people.find((each) => each.userid === userid)?.mobile !== undefined;
    expect([shares('u_amy'), shares('u_ben'), shares('u_mgr_03')]).toEqual([true, true, false]);
    expect(people.find(({ userid }) => userid === 'u_mgr_03')?.main_department).toBe(24); // 西湖支行 of 华东分行
    expect(people.filter(({ userid }) => shares(userid))).toHaveLength(41); // 60 less every third, and 周本 who would be one of these
  });

  test('get refuses: missing 41009, unknown 60111, outside the app 60011', async () => {
    expect((await play.api('user/get')).body.errcode).toBe(41009);
    expect((await play.api('user/get', { query: { userid: 'u_nobody' } })).body.errcode).toBe(60111);
    const ben = play.running.state.members.get('u_ben');
    if (ben) ben.inAppRange = false;
    expect((await play.api('user/get', { query: { userid: 'u_ben' } })).body.errcode).toBe(60011);
  });

  test('list_id gives a row a member and department, in pages', async () => {
    const token = await play.token(corp.contactSecret);
    const first = (await play.api('user/list_id', { token, body: { limit: 50 } })).body;
    const second = (await play.api('user/list_id', { token, body: { limit: 50, cursor: first.next_cursor } })).body;
    expect([first.dept_user.length, second.dept_user.length, second.next_cursor]).toEqual([50, 10, '']);
    expect((await play.api('user/list_id', { token, body: { cursor: 'bad' } })).body).toMatchObject({ errcode: 50100, dept_user: [] });
  });

  test('getuserid finds by phone; too many wrong numbers close it for a day', async () => {
    const mobile = play.running.state.members.get('u_amy')?.mobile;
    const find = (number: string | undefined) => play.api('user/getuserid', { body: { mobile: number } });
    expect((await find(mobile)).body.userid).toBe('u_amy');
    expect((await find('12')).body.errcode).toBe(40058);
    for (let count = 0; count < 12; count += 1) expect((await find('10000000000')).body.errcode).toBe(46004); // 20 % of 60
    expect((await find('10000000000')).body.errcode).toBe(45009);
  });
});
