import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { useSmsGateway } from '../support/smsGateway.ts';
import { useSmtpHost } from '../support/smtpHost.ts';
import { aWecom, ok, refusal, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
const sms = useSmsGateway();
const mail = useSmtpHost();
let admin: SignedIn;
let wecom: WecomStandIn;
beforeAll(async () => {
  await aTree();
  wecom = await aWecom();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});
afterAll(() => wecom.close());
beforeEach(() => {
  wecom.reset();
  wecom.answer('/cgi-bin/message/send', ok({ msgid: 'm1' }));
});
const call = (input: unknown, token?: string) => post('system.sendTestNotice', input, token ? { token } : {});

test('by WeCom to oneself; again it comes again; the audit log says so', async () => {
  expect(await call({ by: 'wecom' }, admin.token)).toMatchObject({ status: 200, body: { sent: true, reason: '' } });
  expect(await call({ by: 'wecom' }, admin.token)).toMatchObject({ status: 200, body: { sent: true } });
  expect(wecom.to('/cgi-bin/message/send').map(({ body }) => [body.touser, body.text.content])).toEqual(Array.from({ length: 2 }, () => [admin.staff._id, expect.stringContaining('测试通知')]));
  expect(await AuditLog.find({ operation: 'system.sendTestNotice' }).lean()).toMatchObject([{ detail: { by: 'wecom', sent: true } }, {}]);
});

test('by mail and by SMS, once there is an address; before, it says what is missing', async () => {
  expect(await call({ by: 'mail' }, admin.token)).toMatchObject({ status: 200, body: { sent: false, reason: '没有登记邮箱，请在组织与角色里补上' } });
  await post('org.setContact', { userid: admin.staff._id, phone: '13900000001', mail: 'admin@bank.example' }, { token: admin.token });
  expect(await call({ by: 'mail' }, admin.token)).toMatchObject({ body: { sent: true } });
  expect(await call({ by: 'sms' }, admin.token)).toMatchObject({ body: { sent: true } });
  expect([mail.taken.length, sms.taken.length]).toEqual([1, 1]);
});

test('what the other side refuses is told', async () => {
  await Staff.updateOne({ _id: admin.staff._id }, { status: 'active' });
  wecom.answer('/cgi-bin/message/send', refusal(81_013));
  expect(await call({ by: 'wecom' }, admin.token)).toMatchObject({ status: 200, body: { sent: false, reason: expect.stringContaining('企业微信没有送达') } });
});

test('a channel that is not set up: 503', async () => {
  sms.unplug();
  expect(await call({ by: 'sms' }, admin.token)).toMatchObject({ status: 503, body: { code: 'platform.smsNotConfigured' } });
});

test('nobody: 401; others: 403; bad input: 400', async () => {
  expect(await call({ by: 'wecom' })).toMatchObject({ status: 401 });
  for (const role of ['manager', 'supervisor', 'operator', 'compliance'] as const) expect(await call({ by: 'wecom' }, (await aSignedIn({ roles: [role] })).token)).toMatchObject({ status: 403 });
  for (const input of [{}, { by: 'fax' }, { by: { $ne: '' } }, { by: 'sms', to: '13900000001' }]) expect(await call(input, admin.token)).toMatchObject({ status: 400 });
});
