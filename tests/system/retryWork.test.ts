import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { aFailedWork } from '../support/systemBuilders.ts';
import { useWecomStub } from '../support/wecomStub.ts';

useServer();
const wecom = useWecomStub();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('system.retryWork', input, token ? { token } : {});

test('work that was given up is done after all, and the audit log says who asked', async () => {
  wecom.contacts.set('wmRetry', { name: '小雨', relations: [{ userid: 'u_amy', createtime: 1_790_000_000 }] });
  const id = await aFailedWork({ key: 'wmRetry', payload: { externalUserid: 'wmRetry' } });
  expect(await call({ id }, admin.token)).toMatchObject({ status: 200, body: { retried: true } });
  await workOff();
  expect(await Owed.findById(id).lean()).toMatchObject({ state: 'done', attempts: 0, reason: null });
  expect(await Customer.findOne({ externalUserid: 'wmRetry' }).lean()).toMatchObject({ name: '小雨' });
  expect(await AuditLog.find({ operation: 'system.retryWork', subject: `work:${id}` }).lean()).toMatchObject([{ actorId: admin.staff._id, detail: { retried: true } }]);
});

test('a second call finds nothing to retry', async () => {
  const id = await aFailedWork({ key: 'twice' });
  expect((await call({ id }, admin.token)).body).toEqual({ retried: true });
  expect((await call({ id }, admin.token)).body).toEqual({ retried: false });
});

test('work that is not there: 404', async () => {
  expect(await call({ id: 'customers.readContact:nothing' }, admin.token)).toMatchObject({ status: 404, body: { code: 'platform.notFound' } });
});

test('nobody signed in: 401', async () => {
  expect(await call({ id: 'x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({ id: 'x' }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{}, 'id'],
  [{ id: '' }, 'id'],
  [{ id: { $ne: '' } }, 'id.$ne'],
  [{ id: 'x', state: 'waiting' }, 'state'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
