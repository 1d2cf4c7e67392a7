import { anEvent, aBankKey, signedPost, type AKey } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let admin: SignedIn;
let key: AKey;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['compliance'] });
  key = await aBankKey();
});
const watch = (input: unknown = {}, token: string | undefined = admin.token) => post('bank.getBankWatch', input, token ? { token } : {});

test('nothing has come: 30 days of zeros', async () => {
  freezeClock('2026-11-22T06:00:00.000Z');
  const { body } = await watch();
  expect(body).toMatchObject({ waiting: [], lastReceivedAt: null });
  expect(body.days).toHaveLength(30);
  expect([body.days[0], body.days[29]]).toEqual([{ day: '2026-10-24', received: 0, applied: 0, late: 0, refused: 0 }, { day: '2026-11-22', received: 0, applied: 0, late: 0, refused: 0 }]);
});

test('counts by business day, and what waits by reason', async () => {
  await aMiniCustomer({ phone: '13800000001' });
  freezeClock('2026-11-20T15:59:00.000Z'); // 23:59 in Shanghai
  await signedPost(key, { events: [anEvent({ phone: '13800000001' }), anEvent(), anEvent({ occurredAt: '2026-11-01T00:00:00Z' })] });
  freezeClock('2026-11-20T16:01:00.000Z'); // the day after
  await signedPost(key, { events: [anEvent({ type: 'reversal', reversesEventId: 'none' })] });
  await signedPost(key, { events: [anEvent({ type: 'aumChanged' })] });
  await signedPost({ ...key, secret: 'wrong' }, { events: [anEvent()] });
  freezeClock('2026-11-22T06:00:00.000Z');
  const { body } = await watch();
  expect(body.days.slice(27)).toEqual([
    { day: '2026-11-20', received: 3, applied: 1, late: 1, refused: 0 }, { day: '2026-11-21', received: 1, applied: 0, late: 0, refused: 2 }, { day: '2026-11-22', received: 0, applied: 0, late: 0, refused: 0 },
  ]);
  expect(body.waiting).toEqual([
    { reason: 'unknownCustomer', words: '还没有客户验证过这个手机号', count: 2, oldestAt: '2026-11-20T15:59:00.000Z' },
    { reason: 'reversesUnknown', words: '被冲正的事件还没有收到', count: 1, oldestAt: '2026-11-20T16:01:00.000Z' },
  ]);
  expect(body.lastReceivedAt).toBe('2026-11-20T16:01:00.000Z');
  expect((await watch()).body).toEqual(body);
});

test('nobody: 401; who does not see the whole bank, other roles and customers: 403', async () => {
  expect(await post('bank.getBankWatch', {})).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ place: 'east', roles: ['operator', 'compliance', 'admin'] });
  expect(await watch({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  for (const role of ['manager', 'supervisor'] as const) expect(await watch({}, (await aSignedIn({ place: 'headquarters', roles: [role] })).token)).toMatchObject({ status: 403 });
  expect(await post('bank.getBankWatch', {}, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
});

test.each([[{ days: 90 }, 'days'], [{ $expr: {} }, '$expr']])('bad input %j names the field', async (input, path) => {
  const answer = await watch(input);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
