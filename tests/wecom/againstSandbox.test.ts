import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { config } from '../../server/platform/config.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { getExternalContact, getFollowUserList, listContactsByUser, markTag, remarkContact } from '../../server/wecom/contacts.ts';
import { addContactWay, deleteContactWay, getContactWay, listContactWays, updateContactWay } from '../../server/wecom/contactWays.ts';
import { listCorpTags } from '../../server/wecom/corpTags.ts';
import { getMember, listDepartments, listDepartmentUsers } from '../../server/wecom/directory.ts';
import { ensureMedia } from '../../server/wecom/media.ts';
import { sendWelcome } from '../../server/wecom/sending/sendWelcome.ts';
import { baseUrl, useServer } from '../support/harness.ts';
import { readInbox } from '../support/wecomBuilders.ts';

/** The client and the inbox against a WeCom that knows nothing of them. */
useServer();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ callbackUrl: `${baseUrl}/wecom/callback` });
  config.WECOM_API_BASE = sandbox.url;
});
afterAll(() => sandbox.close());

const control = async (path: string, body: object): Promise<{ externalUserid: string }> => (await fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json() as Promise<{ externalUserid: string }>; // what the calls below look at
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
