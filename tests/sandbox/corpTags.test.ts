import { aContact, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const call = (name: string, body: object) => play.api(`externalcontact/${name}`, { body });
const groups = async (body: object = {}) => (await call('get_corp_tag_list', body)).body.tag_group as { group_id: string; group_name: string; deleted?: boolean; order: number; tag: { id: string; name: string; deleted?: boolean; order: number }[] }[];
const tagId = async (name: string) => (await groups()).flatMap(({ tag }) => tag).find((tag) => tag.name === name)?.id ?? '';
const groupId = async (name: string) => (await groups()).find((group) => group.group_name === name)?.group_id ?? '';

describe('get_corp_tag_list', () => {
  test('gives all groups in order', async () => {
    const named = (await groups()).map(({ group_name, tag }) => [group_name, tag.map(({ name }) => name)]);
    expect(named).toEqual([
      ['客户等级', ['普通', '金卡', '白金', '私行']], ['兴趣偏好', ['理财', '基金', '保险', '信用卡', '房贷']], ['来源渠道', ['网点', '活动', '转介']], ['服务记录', ['已建档', '待回访', '生日关怀']],
    ]);
  });

  test('by tag, by group; group wins; deleted is told only then', async () => {
    const [gold, hobby] = [await tagId('金卡'), await groupId('兴趣偏好')];
    expect(await groups({ tag_id: [gold] })).toEqual([expect.objectContaining({ group_name: '客户等级', deleted: false, tag: [expect.objectContaining({ id: gold, deleted: false })] })]);
    expect((await groups({ tag_id: [gold], group_id: [hobby] })).map(({ group_name }) => group_name)).toEqual(['兴趣偏好']);
    expect((await groups())[0]).not.toHaveProperty('deleted');
  });

  test('needs no body', async () => {
    expect((await play.api('externalcontact/get_corp_tag_list', { init: { method: 'POST' } })).body.errcode).toBe(0);
  });
});

describe('add_corp_tag', () => {
  test('makes a group with tags; names given twice count once', async () => {
    const { body } = await call('add_corp_tag', { group_name: '阶段', order: 5, tag: [{ name: '新客', order: 1 }, { name: '熟客', order: 2 }, { name: '新客' }] });
    expect(body).toMatchObject({ errcode: 0, tag_group: { group_name: '阶段', order: 5, group_id: expect.stringMatching(/^et/), create_time: expect.any(Number) } });
    expect(body.tag_group.tag.map(({ name }: { name: string }) => name)).toEqual(['熟客', '新客']);
  });

  test('uses a group of the same name again, and a group by id', async () => {
    const first = (await call('add_corp_tag', { group_name: '阶段', tag: [{ name: '新客' }] })).body.tag_group;
    const second = (await call('add_corp_tag', { group_name: '阶段', tag: [{ name: '熟客' }] })).body.tag_group;
    const third = (await call('add_corp_tag', { group_id: first.group_id, tag: [{ name: '老客' }] })).body.tag_group;
    expect([second.group_id, third.group_id]).toEqual([first.group_id, first.group_id]);
  });

  test.each([
    ['no tag', { group_name: '阶段', tag: [] }, 40058], ['no group', { tag: [{ name: 'x' }] }, 40058], ['an unknown group', { group_id: 'etNothing', tag: [{ name: 'x' }] }, 40068],
    ['a name of 31', { group_name: '阶段', tag: [{ name: '一'.repeat(31) }] }, 40072], ['an empty name', { group_name: '阶段', tag: [{ name: '' }] }, 40072], ['a group name of 31', { group_name: '一'.repeat(31), tag: [{ name: 'x' }] }, 40072],
    ['a name that the group has', { group_name: '兴趣偏好', tag: [{ name: '理财' }] }, 40071], ['an order of 2^32', { group_name: '阶段', order: 2 ** 32, tag: [{ name: 'x' }] }, 40058],
  ])('%s', async (_, body, errcode) => {
    expect((await call('add_corp_tag', body)).body.errcode).toBe(errcode);
  });

  test('leaves no empty group behind a refusal', async () => {
    await call('add_corp_tag', { group_name: '空组', tag: [{ name: '一'.repeat(31) }] });
    expect(await groupId('空组')).toBe('');
  });

  test('10 000 tags in the corp, then 40126', async () => {
    const tag = Array.from({ length: 9_985 }, (_, index) => ({ name: `标签${index}` }));
    expect((await call('add_corp_tag', { group_name: '大组', tag })).body.errcode).toBe(0);
    expect((await call('add_corp_tag', { group_name: '大组', tag: [{ name: '再来一个' }] })).body.errcode).toBe(40126);
  });
});

describe('edit and delete', () => {
  test('only what the app has made itself: else 81011', async () => {
    expect((await call('edit_corp_tag', { id: await tagId('已建档'), name: '建档完成', order: 200 })).body.errcode).toBe(0);
    expect(await tagId('建档完成')).not.toBe('');
    expect((await call('edit_corp_tag', { id: await tagId('金卡'), name: '金' })).body.errcode).toBe(81011);
    expect((await call('del_corp_tag', { tag_id: [await tagId('金卡')] })).body.errcode).toBe(81011);
    expect((await call('del_corp_tag', { group_id: [await groupId('客户等级')] })).body.errcode).toBe(81011);
  });

  test('edit refuses: no id, unknown id, a name taken, a name too long', async () => {
    const id = await tagId('已建档');
    expect((await call('edit_corp_tag', { name: 'x' })).body.errcode).toBe(40068);
    expect((await call('edit_corp_tag', { id: 'etNothing', name: 'x' })).body.errcode).toBe(40068);
    expect((await call('edit_corp_tag', { id, name: '待回访' })).body.errcode).toBe(40071);
    expect((await call('edit_corp_tag', { id, name: '一'.repeat(31) })).body.errcode).toBe(40072);
  });

  test('a group whose last tag goes is gone, and customers lose the tag', async () => {
    const { externalUserid } = await aContact(play);
    const ids = [await tagId('已建档'), await tagId('待回访'), await tagId('生日关怀')];
    const group = await groupId('服务记录');
    await call('mark_tag', { userid: 'u_amy', external_userid: externalUserid, add_tag: [ids[0]] });
    expect((await call('del_corp_tag', { tag_id: ids })).body.errcode).toBe(0);
    expect(await groupId('服务记录')).toBe('');
    expect(await groups({ group_id: [group] })).toEqual([expect.objectContaining({ deleted: true })]);
    expect((await play.api('externalcontact/get', { query: { external_userid: externalUserid } })).body.follow_user[0].tags).toEqual([]);
  });

  test('deleting nothing or the unknown is refused', async () => {
    expect((await call('del_corp_tag', {})).body.errcode).toBe(40058);
    expect((await call('del_corp_tag', { tag_id: ['etNothing'] })).body.errcode).toBe(40068);
  });
});

describe('mark_tag', () => {
  const tagsOf = async (external_userid: string) => (await play.api('externalcontact/get', { query: { external_userid } })).body.follow_user[0].tags;

  test('adds and removes for this member and this customer; a second time changes nothing', async () => {
    const { externalUserid } = await aContact(play);
    const pair = { userid: 'u_amy', external_userid: externalUserid };
    const [gold, fund] = [await tagId('金卡'), await tagId('基金')];
    expect((await call('mark_tag', { ...pair, add_tag: [gold, fund] })).body).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await call('mark_tag', { ...pair, add_tag: [gold] })).body.errcode).toBe(0);
    expect(await tagsOf(externalUserid)).toEqual([{ group_name: '客户等级', tag_name: '金卡', tag_id: gold, type: 1 }, { group_name: '兴趣偏好', tag_name: '基金', tag_id: fund, type: 1 }]);
    await call('mark_tag', { ...pair, remove_tag: [gold] });
    expect((await tagsOf(externalUserid)).map(({ tag_id }: { tag_id: string }) => tag_id)).toEqual([fund]);
  });

  test('refuses: ids missing, nothing to do, unknown tags, strangers', async () => {
    const { externalUserid } = await aContact(play);
    const pair = { userid: 'u_amy', external_userid: externalUserid };
    const gold = await tagId('金卡');
    expect((await call('mark_tag', { external_userid: externalUserid, add_tag: [gold] })).body.errcode).toBe(41009);
    expect((await call('mark_tag', { userid: 'u_amy', add_tag: [gold] })).body.errcode).toBe(41035);
    expect((await call('mark_tag', pair)).body.errcode).toBe(40058);
    expect((await call('mark_tag', { ...pair, add_tag: ['etNothing'] })).body.errcode).toBe(40070);
    expect((await call('mark_tag', { ...pair, add_tag: [gold, 'etNothing'] })).body.errcode).toBe(40068);
    expect((await call('mark_tag', { ...pair, userid: 'u_ben', add_tag: [gold] })).body.errcode).toBe(84061);
    expect(await tagsOf(externalUserid)).toEqual([]);
  });
});
