import { redis } from '../../server/platform/redis.ts';
import { getExternalContact, getFollowUserList, listContactsByUser, markTag, remarkContact } from '../../server/wecom/contacts.ts';
import { addContactWay, deleteContactWay, getContactWay, listContactWays, updateContactWay } from '../../server/wecom/contactWays.ts';
import { addCorpTags, deleteCorpTags, editCorpTag, listCorpTags } from '../../server/wecom/corpTags.ts';
import { getMember, listDepartments, listDepartmentUsers, userInfoByCode } from '../../server/wecom/directory.ts';
import { sendWelcome } from '../../server/wecom/sending/sendWelcome.ts';
import { useServer } from '../support/harness.ts';
import { aWecom, ok, refusal, type Told, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
let wecom: WecomStandIn;
beforeAll(async () => { wecom = await aWecom(); });
afterAll(() => wecom.close());
beforeEach(async () => {
  wecom.reset();
  await redis().flushdb();
});

const base = '/cgi-bin/externalcontact';
const query = (path: string) => wecom.to(path).map((asked) => { const all = Object.fromEntries(asked.query); delete all.access_token; return all; });
const bodies = (path: string) => wecom.to(path).map((asked) => asked.body);

// Requests and answers by contract 3.1, 3.2, 4.1, 4.2, 4.4 and 4.5.
const posts: [string, string, Told, () => Promise<unknown>, unknown, unknown][] = [
  ['mark_tag', `${base}/mark_tag`, ok(), () => markTag({ userid: 'u_amy', externalUserid: 'wm1', addTagIds: ['et1'] }), { userid: 'u_amy', external_userid: 'wm1', add_tag: ['et1'], remove_tag: [] }, undefined],
  ['remark', `${base}/remark`, ok(), () => remarkContact({ userid: 'u_amy', externalUserid: 'wm1', remark: '林女士' }), { userid: 'u_amy', external_userid: 'wm1', remark: '林女士' }, undefined],
  ['remark with mobiles', `${base}/remark`, ok(), () => remarkContact({ userid: 'u', externalUserid: 'w', description: '', remarkMobiles: [''] }), { userid: 'u', external_userid: 'w', description: '', remark_mobiles: [''] }, undefined],
  ['add_contact_way', `${base}/add_contact_way`, ok({ config_id: 'cfg1', qr_code: 'https://qr.example.com/cfg1' }), () => addContactWay({ type: 2, scene: 2, state: 'ch_01', user: ['u_amy'] }), { type: 2, scene: 2, state: 'ch_01', user: ['u_amy'] }, { configId: 'cfg1', qrCode: 'https://qr.example.com/cfg1' }],
  ['get_contact_way', `${base}/get_contact_way`, ok({ contact_way: { config_id: 'cfg1', state: 'ch_01' } }), () => getContactWay('cfg1'), { config_id: 'cfg1' }, { config_id: 'cfg1', state: 'ch_01' }],
  ['list_contact_way', `${base}/list_contact_way`, ok({ contact_way: [{ config_id: 'cfg1' }], next_cursor: 'n' }), () => listContactWays({ startTime: 1, endTime: 2, cursor: 'c' }), { start_time: 1, end_time: 2, cursor: 'c', limit: 1_000 }, { configIds: ['cfg1'], nextCursor: 'n' }],
  ['list_contact_way, the end', `${base}/list_contact_way`, ok({ contact_way: [], next_cursor: '' }), () => listContactWays(), { limit: 1_000 }, { configIds: [], nextCursor: null }],
  ['update_contact_way', `${base}/update_contact_way`, ok(), () => updateContactWay('cfg1', { user: ['u_ben'] }), { config_id: 'cfg1', user: ['u_ben'] }, undefined],
  ['del_contact_way', `${base}/del_contact_way`, ok(), () => deleteContactWay('cfg1'), { config_id: 'cfg1' }, undefined],
  ['get_corp_tag_list', `${base}/get_corp_tag_list`, ok({ tag_group: [{ group_id: 'g' }] }), () => listCorpTags(), {}, [{ group_id: 'g' }]],
  ['get_corp_tag_list of some', `${base}/get_corp_tag_list`, ok({ tag_group: [] }), () => listCorpTags(['et1']), { tag_id: ['et1'] }, []],
  ['add_corp_tag', `${base}/add_corp_tag`, ok({ tag_group: { group_id: 'g', tag: [] } }), () => addCorpTags('来源渠道', ['网点']), { group_name: '来源渠道', tag: [{ name: '网点' }] }, { group_id: 'g', tag: [] }],
  ['edit_corp_tag', `${base}/edit_corp_tag`, ok(), () => editCorpTag('et1', { name: '新' }), { id: 'et1', name: '新' }, undefined],
  ['del_corp_tag', `${base}/del_corp_tag`, ok(), () => deleteCorpTags({ tagIds: ['et1'] }), { tag_id: ['et1'], group_id: [] }, undefined],
  ['send_welcome_msg', `${base}/send_welcome_msg`, ok(), () => sendWelcome({ welcomeCode: 'wc', text: { content: '您好' } }), { welcome_code: 'wc', text: { content: '您好' } }, undefined],
];
test.each(posts)('%s', async (_, path, told, call, body, answer) => {
  wecom.answer(path, told);
  expect(await call()).toEqual(answer);
  expect(bodies(path)).toEqual([body]);
});

const gets: [string, string, Told, () => Promise<unknown>, unknown, unknown][] = [
  ['get_follow_user_list', `${base}/get_follow_user_list`, ok({ follow_user: ['u_amy'] }), getFollowUserList, {}, ['u_amy']],
  ['department/list', '/cgi-bin/department/list', ok({ department: [{ id: 1, name: '江海银行', parentid: 0, order: 1 }] }), listDepartments, {}, [{ id: 1, name: '江海银行', parentid: 0, order: 1 }]],
  ['user/list', '/cgi-bin/user/list', ok({ userlist: [{ userid: 'u_amy' }] }), () => listDepartmentUsers(21), { department_id: '21' }, [{ userid: 'u_amy' }]],
  ['user/get', '/cgi-bin/user/get', { json: { userid: 'u_amy', status: 1 } }, () => getMember('u_amy'), { userid: 'u_amy' }, { userid: 'u_amy', status: 1 }],
  ['auth/getuserinfo of a member', '/cgi-bin/auth/getuserinfo', ok({ userid: 'u_amy' }), () => userInfoByCode('c1'), { code: 'c1' }, { userid: 'u_amy', externalUserid: null }],
  ['auth/getuserinfo of a customer', '/cgi-bin/auth/getuserinfo', ok({ openid: 'o1', external_userid: 'wm1' }), () => userInfoByCode('c1'), { code: 'c1' }, { userid: null, externalUserid: 'wm1' }],
];
test.each(gets)('%s', async (_, path, told, call, asked, answer) => {
  wecom.answer(path, told);
  const result = await call();
  expect(result).toMatchObject(answer as object);
  expect(query(path)).toEqual([asked]);
  expect(wecom.to(path)[0]?.method).toBe('GET');
});

test('a contact with more followers than a page: all pages', async () => {
  wecom.answer(`${base}/get`, ok({ external_contact: { external_userid: 'wm1' }, follow_user: [{ userid: 'u_amy' }], next_cursor: 'n' }), ok({ external_contact: { external_userid: 'wm1' }, follow_user: [{ userid: 'u_ben' }] }));
  expect(await getExternalContact('wm1')).toEqual({ contact: { external_userid: 'wm1' }, followUsers: [{ userid: 'u_amy' }, { userid: 'u_ben' }] });
  expect(query(`${base}/get`)).toEqual([{ external_userid: 'wm1' }, { external_userid: 'wm1', cursor: 'n' }]);
});

test('customers of members, page by page', async () => {
  wecom.answer(`${base}/batch/get_by_user`, ok({ external_contact_list: [{ external_contact: {}, follow_info: {} }], next_cursor: 'n', fail_info: { unlicensed_userid_list: ['u_x'] } }), ok({ external_contact_list: [], next_cursor: '' }));
  expect(await listContactsByUser(['u_amy'])).toEqual({ contacts: [{ external_contact: {}, follow_info: {} }], nextCursor: 'n', unlicensedUserids: ['u_x'] });
  expect(await listContactsByUser(['u_amy'], 'n')).toEqual({ contacts: [], nextCursor: null, unlicensedUserids: [] });
  expect(bodies(`${base}/batch/get_by_user`)).toEqual([{ userid_list: ['u_amy'], limit: 100 }, { userid_list: ['u_amy'], limit: 100, cursor: 'n' }]);
});

test('a member without customers (84061) has an empty page', async () => {
  wecom.answer(`${base}/batch/get_by_user`, refusal(84061));
  expect(await listContactsByUser(['u_amy'])).toEqual({ contacts: [], nextCursor: null, unlicensedUserids: [] });
});

test('nothing to mark or delete: no call', async () => {
  await markTag({ userid: 'u', externalUserid: 'w' });
  await deleteCorpTags({});
  expect(wecom.asked).toEqual([]);
});

test('a welcome and a new contact way are not sent again after a lost answer', async () => {
  for (const path of [`${base}/send_welcome_msg`, `${base}/add_contact_way`]) wecom.answer(path, { hangUp: true });
  await expect(sendWelcome({ welcomeCode: 'wc', text: { content: 'x' } })).rejects.toMatchObject({ uncertain: true });
  await expect(addContactWay({ type: 2, scene: 2 })).rejects.toMatchObject({ uncertain: true });
  expect([wecom.to(`${base}/send_welcome_msg`).length, wecom.to(`${base}/add_contact_way`).length]).toEqual([1, 1]);
});
