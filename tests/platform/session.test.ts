import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { redis } from '../../server/platform/redis.ts';
import { blockSessions, deleteSessions, openSession, openSessions, readSession, Session, sessionId } from '../../server/platform/session.ts';
import { useServer } from '../support/harness.ts';

useServer();

let count = 0;
async function anOpenSession(): Promise<{ token: string; id: string; subjectId: string }> {
  const subjectId = `u_session_${(count += 1)}`;
  const { token } = await inTransaction((tx) => openSession('staff', subjectId, 12, 'jest', tx));
  return { token, id: sessionId(token), subjectId };
}

test('what is stored is not the token', async () => {
  const { token, id } = await anOpenSession();
  await readSession(token);
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(await Session.find().lean()) + (await redis().get(`guanhu:session:${id}`))).not.toContain(token);
});

test('a session that is being ended lets nobody in, although its row and its copy are still there', async () => {
  const { token, id, subjectId } = await anOpenSession();
  expect(await readSession(token)).toMatchObject({ _id: id, subjectId });
  await blockSessions([id]);
  expect(await readSession(token)).toBeUndefined();
  expect(await Session.exists({ _id: id })).not.toBeNull();
});

test('a reader that was under way when the session was ended does not bring it back', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { token, id } = await anOpenSession();
    const reading = readSession(token);
    await redis().ping(); // the reader has seen that there is no copy, and asks MongoDB
    await blockSessions([id]);
    await reading;
    expect(await readSession(token)).toBeUndefined();
  }
});

test('an ended session stays ended when Redis has forgotten the mark', async () => {
  const { token, id } = await anOpenSession();
  await blockSessions([id]);
  await inTransaction((tx) => deleteSessions([id], tx));
  await redis().flushdb();
  expect(await readSession(token)).toBeUndefined();
});

test('without Redis nothing is ended: a copy might live on', async () => {
  const { token, id } = await anOpenSession();
  const away = once(redis(), 'end');
  redis().disconnect();
  await away;
  await expect(blockSessions([id])).rejects.toMatchObject({ code: 'platform.unavailable' });
  expect(await readSession(token)).toMatchObject({ _id: id });
  await redis().connect();
});

test('a session ends at its time, from the store and from its copy', async () => {
  const fresh = await anOpenSession();
  await Session.updateOne({ _id: fresh.id }, { expiresAt: new Date(systemTime().getTime() - 1) });
  expect(await readSession(fresh.token)).toBeUndefined();
  expect(await openSessions('staff', fresh.subjectId)).toEqual([]);
  const copied = await anOpenSession();
  await Session.updateOne({ _id: copied.id }, { expiresAt: new Date(systemTime().getTime() + 500) });
  expect(await readSession(copied.token)).toMatchObject({ _id: copied.id });
  await sleep(600);
  expect(await redis().exists(`guanhu:session:${copied.id}`)).toBe(1);
  expect(await readSession(copied.token)).toBeUndefined();
});
