import { Correction } from '../../server/attribution/correction.model.ts';
import { holderOf } from '../../server/attribution/holder.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { touched } from '../support/attributionBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
let supervisor: SignedIn;
let admin: SignedIn;
let amy: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T02:00:00Z');
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪', place: 'bund' });
  await aSignedIn({ userid: 'ben', name: '周本', place: 'xuhui' });
  await aSignedIn({ userid: 'far', name: '方远', place: 'tianhe' });
  await aSignedIn({ userid: 'gone', place: 'bund', status: 'left' });
  operator = await aSignedIn({ name: '许晴', roles: ['operator'], place: 'east' });
  supervisor = await aSignedIn({ name: '沈立群', roles: ['supervisor'], place: 'east' });
  admin = await aSignedIn({ name: '林志强', roles: ['admin'], place: 'headquarters' });
});
const ask = (input: unknown, who?: SignedIn) => post('attribution.requestCorrection', input, who ? { token: who.token } : {});
const decide = (id: string, approved: boolean, who: SignedIn) => post('org.decideApproval', { id, approved, comment: approved ? '' : '理由不足' }, { token: who.token });
const reason = '客户搬到徐汇，本人要求';

/** A customer of amy's. */
async function amys(): Promise<string> {
  const { _id: customerId } = await aCustomer({ name: '张伟', follows: [{ staff: amy.staff }] });
  await touched({ customerId, managerUserid: 'amy' });
  return customerId;
}

test('asked, approved by another, done: a touch with reason, author and approver', async () => {
  const customerId = await amys();
  const asked = await ask({ customerId, userid: 'ben', reason }, operator);
  expect(asked).toMatchObject({ status: 200, body: { approvalId: expect.any(String) } });
  const { approvalId } = asked.body;
  const { body: approvals } = await post('org.listApprovals', {}, { token: supervisor.token });
  expect(approvals.rows[0]).toMatchObject({
    id: approvalId, state: 'pending', kind: 'attributionCorrection', title: '把张伟的管户客户经理由陈安琪改为周本', reason, neededRoles: ['supervisor'], departmentName: '外滩支行',
    details: [
      { label: '客户', before: null, value: '张伟' }, { label: '管户客户经理', before: '陈安琪（外滩支行）', value: '周本（徐汇支行）' },
      { label: '管户期间', before: '2026年11月10日 12:00起，至同意时', value: '同意时起' }, { label: '归属依据', before: '添加企业微信：之前没有管户，归属陈安琪', value: '人工更正' },
      { label: '银行是否确认管户', before: null, value: '未确认' },
    ],
  });
  expect((await post('attribution.getAttribution', { customerId }, { token: operator.token })).body).toMatchObject({ pendingApprovalId: approvalId, can: [] });
  freezeClock('2026-11-22T03:00:00Z');
  expect(await decide(approvalId, true, supervisor)).toMatchObject({ status: 200 });
  freezeClock('2026-11-22T04:00:00Z');
  await workOff();
  expect(await holderOf(customerId)).toMatchObject({ userid: 'ben', since: new Date('2026-11-22T03:00:00Z') });
  expect(await Touch.findOne({ customerId, kind: 'correction' }).lean()).toMatchObject({ managerUserid: 'ben', at: new Date('2026-11-22T03:00:00Z'), words: `${reason}（申请：许晴，审批：沈立群）` });
  expect((await post('attribution.getAttribution', { customerId }, { token: operator.token })).body).toMatchObject({ pendingApprovalId: null, can: ['attribution.requestCorrection'] });
  freezeClock('2026-11-22T02:00:00Z');
});

test('holder before and after stay as they were when asked, whatever comes later', async () => {
  const customerId = await amys();
  const { body: { approvalId } } = await ask({ customerId, userid: null, reason }, operator);
  const details = async () => (await post('org.getApproval', { id: approvalId }, { token: supervisor.token })).body.details;
  const asked = await details();
  expect(asked.slice(1, 4)).toEqual([
    { label: '管户客户经理', before: '陈安琪（外滩支行）', value: '没有管户' }, { label: '管户期间', before: '2026年11月10日 12:00起，至同意时', value: '–' },
    { label: '归属依据', before: '添加企业微信：之前没有管户，归属陈安琪', value: '人工更正' },
  ]);
  await touched({ customerId, managerUserid: 'ben', at: new Date('2026-11-09T04:00:00Z') }); // heard of late: it was ben's from the 9th
  await decide(approvalId, true, supervisor);
  await workOff();
  expect(await holderOf(customerId)).toBeNull();
  expect(await details()).toEqual(asked);
  const again = await ask({ customerId, userid: 'amy', reason }, operator);
  expect((await post('org.getApproval', { id: again.body.approvalId }, { token: supervisor.token })).body.details.slice(1, 4)).toEqual([
    { label: '管户客户经理', before: '没有管户', value: '陈安琪（外滩支行）' }, { label: '管户期间', before: '–', value: '同意时起' }, { label: '归属依据', before: '–', value: '人工更正' },
  ]);
});

test('refused or withdrawn, nothing changes, and it may be asked again', async () => {
  const customerId = await amys();
  const first = await ask({ customerId, userid: null, reason }, operator);
  await decide(first.body.approvalId, false, supervisor);
  await workOff();
  const second = await ask({ customerId, userid: null, reason }, operator);
  expect(second.status).toBe(200);
  await post('org.withdrawApproval', { id: second.body.approvalId }, { token: operator.token });
  await workOff();
  expect(await holderOf(customerId)).toMatchObject({ userid: 'amy' });
  expect((await Correction.find({ customerId }).sort({ askedAt: 1, _id: 1 }).lean()).map((row) => row.state).sort()).toEqual(['refused', 'withdrawn']);
  expect(await ask({ customerId, userid: null, reason }, operator)).toMatchObject({ status: 200 });
});

test('what a supervisor asks an administrator decides', async () => {
  const customerId = await amys();
  const { body: { approvalId } } = await ask({ customerId, userid: 'ben', reason }, supervisor);
  const other = await aSignedIn({ roles: ['supervisor'], place: 'headquarters' });
  expect((await decide(approvalId, true, other)).status).toBeGreaterThanOrEqual(403);
  expect(await decide(approvalId, true, admin)).toMatchObject({ status: 200, body: { state: 'approved' } });
  await workOff();
  expect(await holderOf(customerId)).toMatchObject({ userid: 'ben' });
});

test('one at a time: asked twice, by two at once too, the second is told', async () => {
  const customerId = await amys();
  const answers = await Promise.all([ask({ customerId, userid: 'ben', reason }, operator), ask({ customerId, userid: null, reason }, supervisor)]);
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(await ask({ customerId, userid: 'ben', reason }, operator)).toMatchObject({ status: 409, body: { code: 'attribution.correctionPending' } });
});

test('to whom it is already: 409', async () => {
  expect(await ask({ customerId: await amys(), userid: 'amy', reason }, operator)).toMatchObject({ status: 409, body: { code: 'attribution.sameHolder' } });
  const { _id: customerId } = await aCustomer({ follows: [{ staff: amy.staff }] });
  expect(await ask({ customerId, userid: null, reason }, operator)).toMatchObject({ status: 409, body: { code: 'attribution.sameHolder' } });
});

test.each(['far', 'gone', 'nobody'])('a manager out of reach, %s: 404', async (userid) => {
  expect(await ask({ customerId: await amys(), userid, reason }, operator)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
});

test('another branch’s customer: 404; a manager, or no role: 403; nobody: 401', async () => {
  const customerId = await amys();
  expect(await ask({ customerId, userid: 'far', reason }, await aSignedIn({ roles: ['operator'], place: 'south' }))).toMatchObject({ status: 404, body: { code: 'customers.notFound' } });
  for (const who of [amy, await aSignedIn({ roles: ['compliance'] })]) expect(await ask({ customerId, userid: 'ben', reason }, who)).toMatchObject({ status: 403 });
  expect(await ask({ customerId, userid: 'ben', reason })).toMatchObject({ status: 401 });
});

test.each([
  [{ userid: 'ben', reason }, 'customerId'], [{ customerId: 'x', userid: 'ben', reason: '太短' }, 'reason'], [{ customerId: 'x', reason }, 'userid'],
  [{ customerId: { $gt: '' }, userid: 'ben', reason }, 'customerId.$gt'], [{ customerId: 'x', userid: 'ben', reason, force: true }, 'force'],
])('bad input %j names the field', async (input, path) => {
  const answer = await ask(input, operator);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
