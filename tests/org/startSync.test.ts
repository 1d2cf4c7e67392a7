import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { aDepartment, aMember, useCorp } from '../support/orgBuilders.ts';

useServer();
const corp = useCorp();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin' });
});
beforeEach(() => {
  corp.departments.push(aDepartment(1, 0, '江海银行'));
  corp.members.push(aMember('u_admin', { department: [1] }));
});
afterEach(() => workOff());

const call = (input: unknown, token?: string) => post('org.startSync', input, token ? { token } : {});

test('an administrator starts a sync, sees its progress, and the audit log says so', async () => {
  const { status, body } = await call({}, admin.token);
  expect(status).toBe(200);
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ kind: 'org.sync', title: '同步组织架构', state: 'running', startedBy: 'u_admin' });
  expect(await AuditLog.find({ operation: 'org.startSync', subject: `progress:${body.progressId}` }).lean()).toMatchObject([{ actorId: 'u_admin' }]);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 2, totalCount: 2, reason: null });
});

test('while one runs, a second call gives the same progress; afterwards a new one starts', async () => {
  const [one, other] = await Promise.all([call({}, admin.token), call({}, admin.token)]);
  expect(one).toMatchObject({ status: 200 });
  expect(other.body).toEqual(one.body);
  await workOff();
  expect(corp.wecom.to('/cgi-bin/department/list')).toHaveLength(1);
  expect((await call({}, admin.token)).body.progressId).not.toBe(one.body.progressId);
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{ departmentId: 1 }, 'departmentId'], [{ $where: '1' }, '$where']])('bad input %j names the field', async (input, path) => {
  expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});
