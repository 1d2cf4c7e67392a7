import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { anApproval } from '../support/approvalBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let author: SignedIn;
let east: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  author = await aSignedIn({ place: 'bund', roles: ['operator', 'supervisor'], name: '陈安琪' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'], name: '沈立群' });
});
const decide = (input: unknown, who?: SignedIn) => post('org.decideApproval', input, who ? { token: who.token } : {});
const agree = (id: string, who?: SignedIn) => decide({ id, approved: true, comment: '' }, who);

test('one who may agrees: it is decided, told once, and a second tap changes nothing', async () => {
  const id = await anApproval({ by: author });
  const first = await agree(id, east);
  expect(first).toMatchObject({ status: 200, body: { state: 'approved', can: [], decisions: [{ name: '沈立群', role: 'supervisor', approved: true, onBehalfOf: null, at: '2026-11-22T04:00:00.000Z' }] } });
  expect((await agree(id, east)).body).toEqual(first.body);
  expect(await EventLog.find({ name: 'org.approvalDecided', 'payload.approvalId': id }).lean()).toMatchObject([{ payload: { kind: 'attributionCorrection', state: 'approved', decidedBy: east.staff._id } }]);
  expect(await AuditLog.countDocuments({ subject: `approval:${id}` })).toBe(2);
});

test('nobody decides their own request: author by their own role, or as a deputy', async () => {
  const id = await anApproval({ by: author });
  expect(await agree(id, author)).toMatchObject({ status: 403, body: { code: 'org.ownApproval' } });
  await post('org.setDeputy', { deputyUserid: author.staff._id, from: '2026-11-20', to: '2026-11-30' }, { token: east.token });
  expect(await agree(id, author)).toMatchObject({ status: 403, body: { code: 'org.ownApproval' } });
});

test('a deputy decides in their colleague’s name, on the days that were set', async () => {
  const id = await anApproval({ by: author });
  const deputy = await aSignedIn({ place: 'xuhui', roles: ['supervisor'], name: '周本' });
  expect(await agree(id, deputy)).toMatchObject({ status: 404 });
  await post('org.setDeputy', { deputyUserid: deputy.staff._id, from: '2026-11-22', to: '2026-11-22' }, { token: east.token });
  freezeClock('2026-11-22T16:00:00Z'); // the 23rd in Shanghai
  expect(await agree(id, deputy)).toMatchObject({ status: 404 });
  freezeClock('2026-11-22T04:00:00Z');
  expect(await agree(id, deputy)).toMatchObject({ status: 200, body: { state: 'approved', decisions: [{ name: '周本', onBehalfOf: { name: '沈立群' } }] } });
});

test('two roles are needed: two people, and one refusal ends it', async () => {
  const both = await aSignedIn({ place: 'headquarters', roles: ['supervisor', 'compliance'] });
  const reviewer = await aSignedIn({ place: 'headquarters', roles: ['compliance'] });
  const id = await anApproval({ by: author, neededRoles: ['supervisor', 'compliance'] });
  expect(await agree(id, both)).toMatchObject({ body: { state: 'pending' } });
  expect(await agree(id, both)).toMatchObject({ status: 200, body: { state: 'pending' } });
  expect(await decide({ id, approved: false, comment: '理由不足' }, reviewer)).toMatchObject({ body: { state: 'refused' } });
  expect(await agree(id, await aSignedIn({ place: 'headquarters', roles: ['compliance'] }))).toMatchObject({ status: 409, body: { code: 'org.approvalClosed' } });
});

test('two at once: one decision', async () => {
  const id = await anApproval({ by: author });
  const other = await aSignedIn({ place: 'headquarters', roles: ['supervisor'] });
  const answers = await Promise.all([agree(id, east), agree(id, other)]);
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(await EventLog.countDocuments({ name: 'org.approvalDecided', 'payload.approvalId': id })).toBe(1);
});

test('who sees it but is not asked: 403; another branch, and one that never was: 404; nobody: 401', async () => {
  const id = await anApproval({ by: author });
  expect(await agree(id, await aSignedIn({ place: 'east', roles: ['operator'] }))).toMatchObject({ status: 403 });
  expect(await agree(id, await aSignedIn({ place: 'south', roles: ['supervisor'] }))).toMatchObject({ status: 404, body: { code: 'org.approvalNotFound' } });
  expect(await agree('none', east)).toMatchObject({ status: 404 });
  expect(await agree(id)).toMatchObject({ status: 401 });
});

test.each([[{ approved: false, comment: ' ' }, 'comment'], [{ approved: 'yes' }, 'approved'], [{ id: { $ne: '' } }, 'id.$ne'], [{ role: 'admin' }, 'role']])('bad input %j names the field', async (change, path) => {
  const answer = await decide({ id: 'x', approved: true, comment: '', ...change }, east);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
