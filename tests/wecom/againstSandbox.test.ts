import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { config } from '../../server/platform/config.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { smsPort } from '../../server/platform/sms.port.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { getExternalContact, getFollowUserList, listContactsByUser, markTag, remarkContact } from '../../server/wecom/contacts.ts';
import { addContactWay, deleteContactWay, getContactWay, listContactWays, updateContactWay } from '../../server/wecom/contactWays.ts';
import { listCorpTags } from '../../server/wecom/corpTags.ts';
import { getMember, listDepartments, listDepartmentUsers } from '../../server/wecom/directory.ts';
import { sendAppMessage } from '../../server/wecom/appMessages.ts';
import { ensureMedia } from '../../server/wecom/media.ts';
import { exchangeLoginCode, makeMiniCode, readPhoneNumber } from '../../server/wecom/miniProgram.ts';
import { sendWelcome } from '../../server/wecom/sending/sendWelcome.ts';
import { baseUrl, useServer } from '../support/harness.ts';
import { readInbox } from '../support/wecomBuilders.ts';

/** The client and the inbox against a WeCom that knows nothing of them. */
useServer();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ callbackUrl: `${baseUrl}/wecom/callback` });
  Object.assign(config, { WECOM_API_BASE: sandbox.url, WECHAT_API_BASE: sandbox.url, SMS_GATEWAY_URL: `${sandbox.url}/sms/send`, SMS_GATEWAY_SECRET: 'sandbox-sms-secret' });
});
afterAll(() => sandbox.close());

const control = async (path: string, body: object): Promise<{ externalUserid: string; code: string }> => (await fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json() as Promise<{ externalUserid: string; code: string }>; // what the calls below look at
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('directory and tags', async () => {
  const departments = await listDepartments();
  expect(departments.find((each) => each.id === 1)?.parentid).toBe(0);
  expect((await listDepartmentUsers(21)).map((each) => each.userid)).toContain('u_amy');
  expect(await getMember('u_amy')).toMatchObject({ userid: 'u_amy', status: 1, main_department: 21 });
  await expect(getMember('u_nobody')).rejects.toMatchObject({ errcode: 60111, retryAfterMs: null });
  expect(await getFollowUserList()).toContain('u_amy');
  expect((await listCorpTags()).map((group) => group.group_name)).toContain('客户等级');
});

test('from a contact way to the welcome', async () => {
  const { configId, qrCode } = await addContactWay({ type: 2, scene: 2, state: 'ch_sandbox', user: ['u_amy'], skip_verify: true });
  expect(qrCode).toContain(configId);
  expect(await getContactWay(configId)).toMatchObject({ config_id: configId, state: 'ch_sandbox', user: ['u_amy'] });
  expect((await listContactWays()).configIds).toContain(configId);

  const { externalUserid } = await control('customers', { name: '林小雨' });
  await control('deliveries', { duplicate: 2 });
  await control('add', { externalUserid, configId });
  await sandbox.idle();
  await readInbox();
  expect(await Callback.find().lean()).toMatchObject([{ event: 'change_external_contact', state: 'handled' }]);
  const [added] = await EventLog.find({ name: 'wecom.externalContactAdded' }).lean<{ payload: { welcomeCode: string } }[]>();
  expect(added).toMatchObject({ payload: { externalUserid, userid: 'u_amy', state: 'ch_sandbox', half: false } });

  const mediaId = await ensureMedia({ key: 'test.cover', name: 'cover.png', type: 'image/png', bytes: png });
  const welcome = { welcomeCode: added?.payload.welcomeCode ?? '', text: { content: '您好' }, attachments: [{ msgtype: 'image' as const, image: { media_id: mediaId } }] };
  await sendWelcome(welcome);
  await expect(sendWelcome(welcome)).rejects.toMatchObject({ errcode: 41051, uncertain: false });

  const tagId = (await listCorpTags())[0]?.tag[0]?.id ?? '';
  await markTag({ userid: 'u_amy', externalUserid, addTagIds: [tagId] });
  await remarkContact({ userid: 'u_amy', externalUserid, remark: '网点-林小雨' });
  const { contact, followUsers } = await getExternalContact(externalUserid);
  expect([contact.name, followUsers[0]?.remark, followUsers[0]?.state, followUsers[0]?.tags?.[0]?.tag_id]).toEqual(['林小雨', '网点-林小雨', 'ch_sandbox', tagId]);
  expect((await listContactsByUser(['u_amy'])).contacts.map((each) => each.external_contact.external_userid)).toContain(externalUserid);

  await updateContactWay(configId, { user: ['u_ben'] });
  expect(await getContactWay(configId)).toMatchObject({ user: ['u_ben'] });
  await deleteContactWay(configId);
  await expect(getContactWay(configId)).rejects.toMatchObject({ errcode: 41044 });
});

test('signing in to the mini-program, the phone button and a code of a page', async () => {
  const { externalUserid } = await control('customers', { name: '周晓岚' });
  await control('phone', { externalUserid, phone: '13900008888' });
  const { code } = await control('loginCode', { externalUserid });
  const { openid, unionid } = await exchangeLoginCode(code);
  expect([openid.length, typeof unionid]).toEqual([28, 'string']);
  await expect(exchangeLoginCode(code)).rejects.toMatchObject({ errcode: 40163, retryAfterMs: null });
  await expect(exchangeLoginCode('no-such-code')).rejects.toMatchObject({ errcode: 40029 });

  const phone = await control('phoneCode', { externalUserid });
  expect(await readPhoneNumber(phone.code, openid)).toBe('13900008888');
  await expect(readPhoneNumber(phone.code, openid)).rejects.toMatchObject({ errcode: 40029 });

  const picture = await makeMiniCode({ scene: 'i=abcdefghijkl', page: 'pages/invite/accept' });
  expect([picture.type, picture.bytes.subarray(1, 4).toString('latin1')]).toEqual(['image/png', 'PNG']);
});

test('a text message is taken, and a repeat reaches the phone once', async () => {
  const message = { messageId: 'm_sandbox_1', phone: '13900008888', text: '【江海银行】您好' };
  await smsPort().send(message);
  await smsPort().send(message);
  const { rows } = await (await fetch(`${sandbox.url}/sandbox/sms?phone=13900008888`)).json() as { rows: unknown[] };
  expect(rows).toMatchObject([message]);
});

test('a message to staff, and one whom WeCom does not know', async () => {
  expect(await sendAppMessage({ userids: ['u_amy', 'U_Nobody'], text: '有一项审批等您处理' })).toEqual({ invalidUserids: ['U_Nobody'] });
  expect(await sendAppMessage({ userids: ['u_nobody'], text: '您好', card: { title: '审批', url: 'http://guanhu.test/admin/' } })).toEqual({ invalidUserids: ['u_nobody'] });
});
