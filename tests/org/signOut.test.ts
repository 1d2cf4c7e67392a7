import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { openSession } from '../../server/platform/session.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

const call = (input: unknown, token?: string) => post('org.signOut', input, token ? { token } : {});

test('ends this session at once and no other, and the audit log says so', async () => {
  const { staff, token } = await aSignedIn();
  const other = await inTransaction((tx) => openSession('staff', staff._id, 12, 'phone', tx));
  expect(await post('org.getSession', {}, { token })).toMatchObject({ status: 200 });
  expect(await call({}, token)).toMatchObject({ status: 200, body: { signedOut: true } });
  expect(await post('org.getSession', {}, { token })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  expect(await post('org.getSession', {}, { token: other.token })).toMatchObject({ status: 200 });
  expect(await AuditLog.find({ actorId: staff._id }).lean()).toMatchObject([{ operation: 'org.signOut' }]);
});

test('a second call has no session any more: 401', async () => {
  const { token } = await aSignedIn();
  await call({}, token);
  expect(await call({}, token)).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([[{ id: 'x' }, 'id'], [{ $ne: 1 }, '$ne']])('bad input %j names the field and ends nothing', async (input, path) => {
  const { token } = await aSignedIn();
  expect(await call(input, token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
  expect(await post('org.getSession', {}, { token })).toMatchObject({ status: 200 });
});
