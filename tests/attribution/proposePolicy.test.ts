import { BindingPolicy } from '../../server/attribution/bindingPolicy.model.ts';
import { aPolicy, firstRules, standing, touched } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
let reviewer: SignedIn;
// 10:00 on the 22nd in Shanghai: tomorrow begins at 16:00 UTC.
const today = '2026-11-22T02:00:00Z';
const tomorrow = '2026-11-22T16:00:00.000Z';
beforeEach(async () => {
  await emptyData();
  freezeClock(today);
  await aTree();
  operator = await aSignedIn({ name: '许晴', roles: ['operator'], place: 'headquarters' });
  reviewer = await aSignedIn({ name: '何合规', roles: ['compliance'], place: 'headquarters' });
});
const rules = { ...firstRules, mode: 'lastTouch' as const, windowDays: 90 };
const input = { rules, effectiveFrom: tomorrow, note: '改为末次触达' };
const propose = (given: unknown, who?: SignedIn) => post('attribution.proposePolicy', given, who ? { token: who.token } : {});
const decide = async (approved: boolean) => {
  const { body } = await post('org.listApprovals', { state: 'pending' }, { token: reviewer.token });
  await post('org.decideApproval', { id: body.rows[0].id, approved, comment: approved ? '' : '窗口太短' }, { token: reviewer.token });
  await workOff();
};
const stored = async () => (await BindingPolicy.find().sort({ _id: 1 }).lean()).map(({ _id, state }) => [_id, state]);

test('proposed, approved by compliance, published: for touches from its time on, and none before', async () => {
  const { status, body } = await propose(input, operator);
  expect(status).toBe(200);
  expect(body).toEqual({ version: 2, rules, effectiveFrom: tomorrow, state: 'pending', note: '改为末次触达', createdByName: '许晴', approvedByName: '', createdAt: '2026-11-22T02:00:00.000Z' });
  expect((await post('org.listApprovals', {}, { token: reviewer.token })).body.rows[0]).toMatchObject({
    title: '发布管户规则第 2 版，2026年11月23日 00:00起生效', neededRoles: ['compliance'],
    details: [
      { label: '版本', before: '第 1 版', value: '第 2 版' }, { label: '生效时间', before: '最初', value: '2026年11月23日 00:00' },
      { label: '同等触达', before: '首次触达', value: '末次触达' }, { label: '有效期', before: '180 天', value: '90 天' },
      { label: '「点开链接」的强度', before: '不计', value: '不计' }, { label: '「扫小程序码」的强度', before: '1', value: '1' }, { label: '「添加企业微信」的强度', before: '5', value: '5' },
      { label: '「验证手机号」的强度', before: '3', value: '3' }, { label: '「兑换邀请码」的强度', before: '5', value: '5' }, { label: '银行确认管户后', before: '不再变动', value: '不再变动' },
    ],
  });
  await decide(true);
  expect(await BindingPolicy.findById(2).lean()).toMatchObject({ state: 'published', approvedByName: '何合规', effectiveFrom: new Date(tomorrow) });
  await aStaff({ userid: 'amy' });
  await aStaff({ userid: 'ben' });
  const { _id: customerId } = await aMiniCustomer();
  await touched({ key: 'p1', customerId, managerUserid: 'amy', at: new Date('2026-11-20T00:00:00Z') });
  await touched({ key: 'p2', customerId, managerUserid: 'ben', at: new Date('2026-11-22T15:59:59Z') });
  await touched({ key: 'p3', customerId, managerUserid: 'ben', at: new Date(tomorrow) });
  expect(await standing(customerId)).toEqual(['p1 firstBinding amy', 'p2 firstTouchKeeps amy', 'p3 lastTouchTakes ben']);
});

test('the difference is kept as it was when asked, to the version that the new one follows', async () => {
  await aPolicy(2, new Date('2026-12-01T00:00:00Z'), { windowDays: 60, lockOnConfirm: false });
  const { body: { version } } = await propose({ ...input, effectiveFrom: '2026-12-05T16:00:00Z' }, operator);
  const details = async () => {
    const { body } = await post('org.listApprovals', {}, { token: reviewer.token });
    return (await post('org.getApproval', { id: body.rows[0].id }, { token: reviewer.token })).body.details;
  };
  const asked = await details();
  expect(version).toBe(3);
  expect(asked.slice(0, 4)).toEqual([
    { label: '版本', before: '第 2 版', value: '第 3 版' }, { label: '生效时间', before: '2026年12月1日 08:00', value: '2026年12月6日 00:00' },
    { label: '同等触达', before: '首次触达', value: '末次触达' }, { label: '有效期', before: '60 天', value: '90 天' },
  ]);
  expect(asked.at(-1)).toEqual({ label: '银行确认管户后', before: '仍可变动', value: '不再变动' });
  await decide(true);
  freezeClock('2026-12-06T02:00:00Z');
  await BindingPolicy.updateOne({ _id: 2 }, { 'rules.windowDays': 30 });
  expect(await details()).toEqual(asked);
});

test('refused it never holds, and the next one has the next number', async () => {
  await propose(input, operator);
  await decide(false);
  expect(await propose(input, operator)).toMatchObject({ status: 200, body: { version: 3 } });
  expect(await stored()).toEqual([[1, 'published'], [2, 'refused'], [3, 'pending']]);
});

test('withdrawn by its author', async () => {
  await propose(input, operator);
  const { body } = await post('org.listApprovals', {}, { token: operator.token });
  await post('org.withdrawApproval', { id: body.rows[0].id }, { token: operator.token });
  await workOff();
  expect(await stored()).toEqual([[1, 'published'], [2, 'withdrawn']]);
});

test('approved after its time it begins the day after the approval', async () => {
  await propose(input, operator);
  freezeClock('2026-11-24T02:00:00Z');
  await decide(true);
  expect(await BindingPolicy.findById(2).lean()).toMatchObject({ state: 'published', effectiveFrom: new Date('2026-11-24T16:00:00Z'), note: '改为末次触达（审批晚于原定生效时间，顺延至次日）' });
});

test.each(['2026-11-22T15:59:59.999Z', '2026-11-01T00:00:00Z'])('not before tomorrow: %s', async (effectiveFrom) => {
  expect(await propose({ ...input, effectiveFrom }, operator)).toMatchObject({ status: 409, body: { code: 'attribution.policyTooEarly' } });
});

test('not before, nor with, a version already published; one at a time, by two at once too', async () => {
  await propose({ ...input, effectiveFrom: '2026-12-01T00:00:00Z' }, operator);
  await decide(true);
  for (const effectiveFrom of [tomorrow, '2026-12-01T00:00:00Z']) expect(await propose({ ...input, effectiveFrom }, operator)).toMatchObject({ status: 409, body: { code: 'attribution.policyTooEarly' } });
  const later = { ...input, effectiveFrom: '2026-12-02T00:00:00Z' };
  const answers = await Promise.all([propose(later, operator), propose(later, operator)]);
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(await propose(later, operator)).toMatchObject({ status: 409, body: { code: 'attribution.policyPending' } });
  expect((await post('attribution.listPolicies', {}, { token: operator.token })).body.can).toEqual(['attribution.previewPolicy']);
});

test('nobody: 401; other roles, and a branch: 403', async () => {
  expect(await propose(input)).toMatchObject({ status: 401 });
  expect(await propose(input, reviewer)).toMatchObject({ status: 403 });
  expect(await propose(input, await aSignedIn({ roles: ['operator'], place: 'east' }))).toMatchObject({ status: 403, body: { message: '管户规则适用于全行，需要总行的权限' } });
});

test.each([
  [{ ...input, rules: { ...rules, windowDays: 0 } }, 'rules.windowDays'], [{ ...input, rules: { ...rules, weights: { ...rules.weights, add: 10 } } }, 'rules.weights.add'],
  [{ ...input, rules: { ...rules, weights: { ...rules.weights, confirm: 1 } } }, 'rules.weights.confirm'], [{ ...input, note: ' ' }, 'note'],
  [{ ...input, effectiveFrom: { $gt: '' } }, 'effectiveFrom.$gt'], [{ ...input, version: 9 }, 'version'],
])('bad input %# names the field', async (given, path) => {
  const answer = await propose(given, operator);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
