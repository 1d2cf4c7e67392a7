import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Campaign } from '../../server/channels/campaign.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let supervisor: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'], name: '沈立群' });
});
const fields = (change: object = {}) => ({ name: '冬季拓客', from: '2026-12-01', to: '2026-12-31', departmentId: 2, ...change });
const create = (input: unknown, token?: string) => post('channels.createCampaign', input, token ? { token } : {});

test('a campaign is registered for a department and all below it', async () => {
  const { status, body } = await create(fields(), supervisor.token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: '冬季拓客', from: '2026-12-01', to: '2026-12-31', state: 'coming', department: { id: 2, name: '华东分行' }, createdByName: '沈立群', can: ['channels.setCampaignEnd'] });
  expect(await Campaign.findById(body.id).lean()).toMatchObject({ departmentPath: '/1/2/' });
  expect(await AuditLog.find({ subject: `campaign:${body.id}` }).lean()).toMatchObject([{ operation: 'channels.createCampaign', actorId: supervisor.staff._id }]);
});

test('two of one name: the second is refused, also when they come together', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => create(fields({ name: '同名' }), supervisor.token)));
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409, 409]);
  expect(answers.find((each) => each.status === 409)?.body.code).toBe('channels.campaignNameTaken');
  expect(await Campaign.countDocuments({ name: '同名' })).toBe(1);
});

test.each([['2026-11-22', 'running'], ['2026-11-23', 'coming']])('beginning on %s it is %s today', async (from, state) => {
  expect((await create(fields({ name: `从 ${from}`, from }), supervisor.token)).body.state).toBe(state);
});

test("another branch's department, headquarters above, and one that never was: 404", async () => {
  for (const departmentId of [3, 31, 1, 99]) expect(await create(fields({ name: '越界', departmentId }), supervisor.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
});

test('nobody signed in: 401; managers and reviewers: 403', async () => {
  expect(await create(fields())).toMatchObject({ status: 401 });
  for (const role of ['manager', 'compliance'] as const) expect(await create(fields(), (await aSignedIn({ roles: [role] })).token)).toMatchObject({ status: 403 });
});

test.each([
  [{ name: ' ' }, 'name'], [{ name: '长'.repeat(31) }, 'name'], [{ to: '2026-11-30' }, 'to'], [{ from: '2026-01-01', to: '2026-11-21' }, 'to'],
  [{ from: '2026-02-30' }, 'from'], [{ departmentId: { $gt: 0 } }, 'departmentId.$gt'], [{ budgetFen: 1 }, 'budgetFen'],
])('bad input %j names the field', async (change, path) => {
  const answer = await create(fields({ name: '有误', ...change }), supervisor.token);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
