import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { openSession, Session, sessionId } from '../../server/platform/session.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

const call = (input: unknown, token?: string) => post('org.listSessions', input, token ? { token } : {});

test("one's own open sessions, newest first, this one marked; nobody else's", async () => {
  const { staff, token } = await aSignedIn({ signedInMinutesAgo: 30 });
  await aSignedIn();
  const phone = await inTransaction((tx) => openSession('staff', staff._id, 12, 'wxwork', tx));
  const ended = await inTransaction((tx) => openSession('staff', staff._id, 12, 'old', tx));
  await Session.updateOne({ _id: sessionId(ended.token) }, { expiresAt: systemTime() });
  const { status, body } = await call({}, token);
  expect(status).toBe(200);
  expect(body.rows).toMatchObject([
    { id: sessionId(phone.token), userAgent: 'wxwork', current: false, expiresAt: phone.expiresAt.toISOString() },
    { userAgent: 'jest', current: true },
  ]);
  expect(JSON.stringify(body)).not.toContain(token);
  expect((await call({}, token)).body).toEqual(body);
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([[{ userid: 'u_x' }, 'userid'], [{ $ne: 1 }, '$ne']])('bad input %j names the field', async (input, path) => {
  const { token } = await aSignedIn();
  expect(await call(input, token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});
