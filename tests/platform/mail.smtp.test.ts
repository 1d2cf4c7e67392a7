import { mailPort } from '../../server/platform/mail.port.ts';
import { useSmtpHost } from '../support/smtpHost.ts';

const host = useSmtpHost();
const message = { messageId: 'invite-1', to: 'amy@bank.example', subject: '您的邀请码：新春邀友季', text: '您的邀请码：K7QM-3XWD-9HTB\n请打开链接' };
const failure = (sending: Promise<void>) => sending.then(() => undefined, (error: unknown) => error);

test('a mail arrives with sender, subject, text and an id that a repeat bears too', async () => {
  await mailPort().send(message);
  await mailPort().send(message);
  expect(host.taken).toHaveLength(2);
  expect(host.taken[0]).toMatchObject({
    to: ['amy@bank.example'],
    mail: { messageId: '<invite-1@guanhu>', from: { name: '江海银行', address: 'noreply@bank.example' }, subject: '您的邀请码：新春邀友季', text: '您的邀请码：K7QM-3XWD-9HTB\n请打开链接' },
  });
  expect(host.taken[1]?.mail.messageId).toBe('<invite-1@guanhu>');
});

test.each([
  ['no such mailbox', 550, { final: true, uncertain: false, message: '邮件服务器返回 550' }],
  ['busy for now', 451, { final: false, uncertain: false, message: '邮件服务器返回 451' }],
  ['hangs up after it took the mail', 0, { final: false, uncertain: true, message: '邮件服务器没有回应' }],
])('%s: %i', async (_name, reply, expected) => {
  host.replies.push(reply);
  expect(await failure(mailPort().send(message))).toMatchObject({ name: 'PortError', ...expected });
});

test('a wrong password is for an administrator to mend: not the end of the mail', async () => {
  host.plug('wrong');
  expect(await failure(mailPort().send(message))).toMatchObject({ name: 'PortError', final: false, uncertain: false, message: '邮件服务器拒绝登录' });
});

test('nobody listens: another try may help', async () => {
  host.vanish();
  expect(await failure(mailPort().send(message))).toMatchObject({ name: 'PortError', final: false, uncertain: false });
});

test('without a host the refusal says what to set', async () => {
  host.unplug();
  expect(await failure(mailPort().send(message))).toMatchObject({ code: 'platform.mailNotConfigured', status: 503, action: '请联系系统管理员设置 MAIL_URL' });
});

test('what stands in a subject or address stays one header', async () => {
  await mailPort().send({ ...message, subject: '活动\r\nBcc: thief@bank.example' });
  expect(host.taken[0]?.to).toEqual(['amy@bank.example']);
  expect(host.taken[0]?.mail).toMatchObject({ subject: expect.stringContaining('活动') });
  expect(host.taken[0]?.mail.bcc).toBeUndefined();
});
