import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { mailbox, sendMail, talk } from '../support/mailBuilders.ts';
import { playgroundOf, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const amy = 'u_amy@jianghai.example';
const letter = { messageId: '<invite-1@guanhu>', to: amy, subject: '您的邀请码：春季开户', text: '您的邀请码：ABCD-EFGH\n客户打开链接即可：http://localhost:8080/i/ABCDEFGH\n有效期至 2026-12-31。' };
const inbox = async (userid = '') => (await play.get(`/sandbox/mails?userid=${userid}`)).body.rows;
const logged = async () => (await play.get('/sandbox/log?limit=1')).body.rows[0];
const plain = Buffer.from(`\0${mailbox.user}\0${mailbox.pass}`).toString('base64');

describe('a mail', () => {
  test('lies in the mailbox of the member, unread, words as they were written', async () => {
    expect(await sendMail(play, letter)).toBe('250 2.6.0 OK');
    expect(await inbox('u_amy')).toEqual([{ ...letter, from: '江海银行 <noreply@jianghai.example>', at: expect.any(Number), userid: 'u_amy', read: false }]);
  });

  test('to several members lies with each; the address in any case', async () => {
    await sendMail(play, { ...letter, to: ['U_Amy@JiangHai.example', 'u_ben@jianghai.example'] });
    expect((await inbox()).map(({ userid, to }: { userid: string; to: string }) => [userid, to])).toEqual([['u_ben', 'u_ben@jianghai.example'], ['u_amy', 'U_Amy@jianghai.example']]);
  });

  test('with the same Message-ID again is taken, and lies there once; a colleague gets it as well', async () => {
    await sendMail(play, letter);
    expect(await sendMail(play, { ...letter, text: '第二次' })).toMatch(/^250 /);
    await sendMail(play, { ...letter, to: 'u_ben@jianghai.example' });
    expect((await inbox()).map(({ userid, text }: { userid: string; text: string }) => [userid, text])).toEqual([['u_ben', letter.text], ['u_amy', letter.text]]);
  });

  test('of racing copies one arrives', async () => {
    await Promise.all(Array.from({ length: 10 }, () => sendMail(play, letter)));
    expect(await inbox()).toHaveLength(1);
  });

  test('without a Message-ID each is kept', async () => {
    const words = ['EHLO test', `AUTH PLAIN ${plain}`, 'MAIL FROM:<noreply@jianghai.example>', `RCPT TO:<${amy}>`, 'DATA', 'Subject: a\r\n\r\nb\r\n.'];
    for (let round = 0; round < 2; round += 1) expect((await talk(play, words)).at(-1)).toMatch(/^250 /);
    expect(new Set((await inbox('u_amy')).map(({ messageId }: { messageId: string }) => messageId)).size).toBe(2);
    expect((await inbox('u_amy'))[0]).toMatchObject({ from: 'noreply@jianghai.example', subject: 'a', text: 'b' });
  });

  test('stands in the log, to be sent again', async () => {
    await sendMail(play, letter);
    expect(await logged()).toMatchObject({ direction: 'in', method: 'SMTP', path: 'smtp', status: 250, errcode: null, request: { messageId: '<invite-1@guanhu>', to: [amy], subject: letter.subject, text: letter.text }, answer: '250 2.6.0 OK', curl: expect.stringMatching(new RegExp(`curl 'smtp://127.0.0.1:${play.running.smtpPort}' --user '${mailbox.user}:${mailbox.pass}' .*--mail-rcpt '${amy}'`)) });
  });
});

describe('refused', () => {
  test.each([['password', { ...mailbox, pass: 'guess' }], ['user', { ...mailbox, user: 'somebody' }]])('another %s: 535', async (_, auth) => {
    await expect(sendMail(play, letter, auth)).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(await logged()).toMatchObject({ path: 'smtp', status: 535, request: { user: auth.user } });
    expect(JSON.stringify(await logged())).not.toContain('guess');
  });

  test('who has not said a password: 530; STARTTLS is not offered', async () => {
    const replies = await talk(play, ['EHLO test', 'MAIL FROM:<a@b.example>', 'STARTTLS']);
    expect(replies[2]).toMatch(/^530 5\.7\.0/);
    expect(replies[3]).toMatch(/^50\d /);
  });

  test.each([['nobody’s mailbox', 'u_nobody@jianghai.example'], ['another domain', 'u_amy@example.com']])('%s: 550 5.1.1', async (_, to) => {
    await expect(sendMail(play, { ...letter, to })).rejects.toMatchObject({ responseCode: 550, response: expect.stringMatching(/^550 5\.1\.1 /) });
    expect(await logged()).toMatchObject({ path: 'smtp', status: 550, request: { from: 'noreply@jianghai.example', to: [to] } });
    expect(await inbox()).toEqual([]);
  });

  test('more than 256 KB: 552; a little less is taken', async () => {
    const line = `${'a'.repeat(70)}\n`;
    await expect(sendMail(play, { ...letter, text: line.repeat(3_700) })).rejects.toMatchObject({ responseCode: 552 }); // 3,700 × 72 B = 266,400 B > 262,144 B
    expect(await logged()).toMatchObject({ path: 'smtp', status: 552 });
    expect(await inbox()).toEqual([]);
    await sendMail(play, { ...letter, text: line.repeat(3_500) }); // 252,000 B and the head
    expect(await inbox()).toHaveLength(1);
  });
});

describe('faults', () => {
  test.each([['an errcode', { errcode: -1 }, 550], ['a 5xx', { httpStatus: 503 }, 451], ['a 4xx', { httpStatus: 400 }, 550]])('%s comes instead of it, once', async (_, fault, responseCode) => {
    await play.control('faults', { path: 'smtp', ...fault });
    await expect(sendMail(play, letter)).rejects.toMatchObject({ responseCode });
    expect(await inbox()).toEqual([]);
    await sendMail(play, letter);
    expect(await inbox()).toHaveLength(1);
  });

  test('a reset loses the answer, not the mail; the repeat adds none', async () => {
    await play.control('faults', { path: 'smtp', reset: true });
    await expect(sendMail(play, letter)).rejects.toMatchObject({ code: 'ECONNECTION' });
    expect(await logged()).toMatchObject({ path: 'smtp', status: 0, answer: '连接被中断' });
    await sendMail(play, letter);
    expect(await inbox()).toHaveLength(1);
  });

  test('slow', async () => {
    await play.control('faults', { path: 'smtp', latencyMs: 300 });
    const startedMs = performance.now();
    await sendMail(play, letter);
    expect(performance.now() - startedMs).toBeGreaterThan(290);
  });

  test('of all calls hit mail as well; those of another path do not', async () => {
    await play.control('faults', { path: '/sms/send', httpStatus: 503 });
    await sendMail(play, letter);
    await play.control('faults', { path: '*', httpStatus: 503 });
    await expect(sendMail(play, letter)).rejects.toMatchObject({ responseCode: 451 });
    expect((await play.control('faults', { path: 'pop3', httpStatus: 503 })).status).toBe(400);
  });

  test('who leaves in the middle of a mail has sent none', async () => {
    await talk(play, ['EHLO test', `AUTH PLAIN ${plain}`, 'MAIL FROM:<noreply@jianghai.example>', `RCPT TO:<${amy}>`, 'DATA']);
    await sendMail(play, letter);
    expect(await inbox()).toEqual([expect.objectContaining({ messageId: letter.messageId })]);
  });
});

describe('the mailbox', () => {
  test('reading, one or all', async () => {
    for (const number of [1, 2, 3]) await sendMail(play, { ...letter, messageId: `<m-${number}@guanhu>` });
    expect((await play.control('mailRead', { userid: 'u_amy', messageId: '<m-2@guanhu>' })).body).toEqual({ read: 1 });
    expect((await play.get('/sandbox/state')).body.staffMails.map(({ messageId, read }: { messageId: string; read: boolean }) => [messageId, read])).toEqual([['<m-3@guanhu>', false], ['<m-2@guanhu>', true], ['<m-1@guanhu>', false]]);
    expect((await play.control('mailRead', { userid: 'u_amy' })).body).toEqual({ read: 3 });
    expect((await play.control('mailRead', { userid: 'u_nobody' })).status).toBe(404);
    await play.control('hold', { userid: 'u_ben' });
    expect((await play.get('/sandbox/state')).body.staffMails).toEqual([]);
  });

  test('the port is known; two sandboxes have two', async () => {
    const other = await createSandbox();
    expect(other.smtpPort).not.toBe(play.running.smtpPort);
    expect((await play.get('/sandbox/state')).body.corp.smtpPort).toBe(play.running.smtpPort);
    await other.close();
  });

  test('outlives the process; a file that knows nothing of mail is read as well', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
    const first = playgroundOf(await createSandbox({ dataFolder }));
    await sendMail(first, letter);
    await first.running.close();
    const second = playgroundOf(await createSandbox({ dataFolder }));
    expect((await second.get('/sandbox/mails')).body.rows).toEqual([expect.objectContaining({ messageId: letter.messageId, read: false })]);
    await second.control('member', { userid: 'u_amy', sharesContact: false }); // a change, so that the file is written
    await second.running.close();
    const file = join(dataFolder, 'state.json');
    const { mails, ...known } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [, member] of known.members) delete member.sharesContact;
    writeFileSync(file, JSON.stringify(known));
    const third = playgroundOf(await createSandbox({ dataFolder }));
    expect((await third.get('/sandbox/mails')).body.rows).toEqual([]);
    expect((await third.get('/sandbox/state')).body.members[0].sharesContact).toBe(false);
    await third.running.close();
    rmSync(dataFolder, { recursive: true });
  });
});
