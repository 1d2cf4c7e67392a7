import { notifyStaff, type Notice } from '../../server/org/notifyStaff.ts';
import { now, setClock, systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { redis } from '../../server/platform/redis.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { useWecomStub } from '../support/wecomStub.ts';

useServer();
const wecom = useWecomStub();
beforeAll(async () => {
  await aTree();
  for (const userid of ['u_amy', 'u_ben', 'u_cai']) await aStaff({ userid });
  await aStaff({ userid: 'u_gone', status: 'left' });
});
beforeEach(async () => {
  setClock(systemTime);
  wecom.appMessages.length = 0;
  wecom.invalidUsers.length = 0;
  wecom.refuses.clear();
  wecom.asked.length = 0;
  await Owed.deleteMany({});
  await redis().flushdb();
});

let count = 0;
const notify = (given: Partial<Notice> = {}) => inTransaction((tx) => notifyStaff({ key: `notice${(count += 1)}`, userids: ['u_amy'], text: '有一项审批等您处理', ...given }, tx));
const rows = () => Owed.find({ job: 'org.notifyStaffMember' }).sort({ _id: 1 }).lean();

test('each gets a text of the app', async () => {
  await notify({ userids: ['u_amy', 'u_ben', 'u_amy'] });
  await workOff();
  const message = { msgtype: 'text', agentid: 1_000_002, text: { content: '有一项审批等您处理' } };
  expect(wecom.appMessages).toHaveLength(2);
  expect(wecom.appMessages).toEqual(expect.arrayContaining([{ touser: 'u_amy', ...message }, { touser: 'u_ben', ...message }]));
});

test('a card opens a page of ours', async () => {
  await notify({ card: { title: '审批', path: '/admin/approvals' } });
  await workOff();
  expect(wecom.appMessages).toEqual([{ touser: 'u_amy', msgtype: 'textcard', agentid: 1_000_002, textcard: { title: '审批', description: '有一项审批等您处理', url: 'http://guanhu.test/admin/approvals', btntxt: '查看' } }]);
});

test('asked for twice under one key it comes once', async () => {
  await notify({ key: 'same' });
  await notify({ key: 'same' });
  await workOff();
  await notify({ key: 'same' });
  await workOff();
  expect(wecom.appMessages).toHaveLength(1);
});

test('a name cannot bring a link along, and nothing is longer than WeCom takes', async () => {
  await notify({ text: `客户<a href="http://evil.example">林小满</a>${'长'.repeat(1_000)}` });
  await notify({ text: '长'.repeat(1_000), card: { title: '题'.repeat(100), path: '/admin/' } });
  await workOff();
  const [text, card] = wecom.appMessages as unknown as [{ text: { content: string } }, { textcard: { title: string; description: string } }];
  expect(text.text.content).not.toContain('<');
  expect(Buffer.byteLength(text.text.content)).toBeLessThanOrEqual(2_048);
  expect([Buffer.byteLength(card.textcard.title), Buffer.byteLength(card.textcard.description)]).toEqual([126, 510]); // 42 and 170 characters of 3 bytes
});

test('who cannot get it is named in the work, the others get it', async () => {
  wecom.invalidUsers.push('u_ben');
  await notify({ key: 'some', userids: ['u_amy', 'u_ben', 'u_cai'] });
  await workOff();
  expect(wecom.appMessages.map(({ touser }) => touser).sort()).toEqual(['u_amy', 'u_cai']);
  expect((await rows()).map(({ _id, state }) => [_id.split(':').at(-1), state])).toEqual([['u_amy', 'done'], ['u_ben', 'failed'], ['u_cai', 'done']]);
  expect((await rows())[1]?.reason).toContain('未激活');
});

test('who has left is not written to', async () => {
  await notify({ userids: ['u_gone'] });
  await workOff();
  expect(wecom.asked).toEqual([]);
  expect((await rows())[0]?.state).toBe('done');
});

test('15 a minute to one member, the rest when the minute is over; others do not wait', async () => {
  for (let n = 0; n < 17; n += 1) await notify({ text: `第 ${n} 条` });
  await notify({ userids: ['u_ben'] });
  await workOff();
  expect(wecom.appMessages.filter(({ touser }) => touser === 'u_amy')).toHaveLength(15);
  expect(wecom.appMessages.filter(({ touser }) => touser === 'u_ben')).toHaveLength(1);
  const waiting = (await rows()).filter(({ state }) => state === 'waiting');
  expect(waiting).toHaveLength(2);
  for (const row of waiting) {
    expect(row.reason).toContain('频次上限');
    expect(row.dueAt.getTime() - now().getTime()).toBeGreaterThan(30_000);
  }
  await redis().flushdb(); // a minute later
  setClock(() => new Date(systemTime().getTime() + 61_000));
  await workOff();
  expect(wecom.appMessages.filter(({ touser }) => touser === 'u_amy')).toHaveLength(17);
});

test('300 a day from an app of a corp of three', async () => {
  await redis().set('guanhu:wecom:wwsandbox000000001:appMessagesDay:1000002', 299, 'EX', 3_600);
  await notify();
  await notify();
  await workOff();
  expect(wecom.appMessages).toHaveLength(1);
});

test('WeCom is busy: again later, and then it is asked not to deliver the same twice', async () => {
  wecom.refuses.set('send', 45_009);
  await notify();
  await workOff();
  expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  wecom.refuses.clear();
  await redis().flushdb();
  setClock(() => new Date(systemTime().getTime() + 61_000));
  await workOff();
  expect(wecom.appMessages).toMatchObject([{ touser: 'u_amy', enable_duplicate_check: 1, duplicate_check_interval: 1_800 }]);
});

test('a refusal that waiting cannot mend is given up with its code', async () => {
  wecom.refuses.set('send', 301_002);
  await notify();
  await workOff();
  expect(await rows()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('301002') }]);
});

test('after a day it is no news', async () => {
  await notify();
  setClock(() => new Date(systemTime().getTime() + 86_400_000 + 60_000));
  await workOff();
  expect(wecom.asked).toEqual([]);
  expect(await rows()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('一天') }]);
});
