import { aCode, publishAdd, publishRemoval, useCodeWecom, type StoredCode } from '../support/channelsBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
useCodeWecom();
let [supervisor, far, amy]: SignedIn[] = [];
let code: StoredCode;
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  far = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'u_amy', name: '陈安琪' });
  await aSignedIn({ userid: 'u_ben', name: '周本' });
});
const figures = (input: unknown, who?: SignedIn) => post('channels.getCodeFigures', input, who ? { token: who.token } : {});
const week = () => ({ id: code._id, from: '2026-11-19', to: '2026-11-22' });

test('adds, losses and welcomes by business day, every day there, and all sums agree', async () => {
  freezeClock('2026-11-22T04:00:00Z');
  code = await aCode({ ...(supervisor ? { by: supervisor.staff } : {}), staff: [{ userid: 'u_amy' }, { userid: 'u_ben' }] });
  const state = code.wecomState;
  const now = new Date('2026-11-22T03:59:59Z');
  await publishAdd({ externalUserid: 'wmF1', state, at: new Date('2026-11-20T15:59:59Z'), receivedAt: now }); // 23:59:59 on the 20th
  await publishAdd({ externalUserid: 'wmF2', state, at: new Date('2026-11-20T16:00:00Z'), receivedAt: now }); // midnight: the 21st
  await publishAdd({ externalUserid: 'wmF3', state, at: now, receivedAt: now });
  await publishAdd({ externalUserid: 'wmF4', userid: 'u_ben', state, at: now, welcomeCode: null });
  await publishAdd({ externalUserid: 'wmF0', state, at: new Date('2026-11-18T04:00:00Z'), welcomeCode: null });
  await publishRemoval({ externalUserid: 'wmF1', at: new Date('2026-11-21T16:30:00Z') }); // the 22nd
  await publishRemoval({ externalUserid: 'wmF0', at: new Date('2026-11-19T01:00:00Z') });
  await workOff();
  const { status, body } = await figures(week(), supervisor);
  expect(status).toBe(200);
  expect(body).toEqual({
    days: [
      { day: '2026-11-19', added: 0, lost: 1, welcomed: 0 }, { day: '2026-11-20', added: 1, lost: 0, welcomed: 1 },
      { day: '2026-11-21', added: 1, lost: 0, welcomed: 1 }, { day: '2026-11-22', added: 2, lost: 1, welcomed: 1 },
    ],
    byStaff: [{ userid: 'u_amy', name: '陈安琪', added: 3, lost: 2 }, { userid: 'u_ben', name: '周本', added: 1, lost: 0 }],
    total: { added: 4, lost: 2, welcomed: 3 },
  });
  expect((await figures(week(), supervisor)).body).toEqual(body);
});

test('a manager sees their own part', async () => {
  expect((await figures(week(), amy)).body).toMatchObject({ total: { added: 3, lost: 2, welcomed: 3 }, byStaff: [{ userid: 'u_amy' }] });
});

test("another branch's code: 404", async () => {
  expect(await figures(week(), far)).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
  expect(await figures({ ...week(), id: 'none' }, supervisor)).toMatchObject({ status: 404 });
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await figures(week())).toMatchObject({ status: 401 });
  expect(await figures(week(), await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test('366 days are given, one more is too many', async () => {
  expect((await figures({ ...week(), from: '2025-11-22' }, supervisor)).body.days).toHaveLength(366);
  expect(await figures({ ...week(), from: '2025-11-21' }, supervisor)).toMatchObject({ status: 400, body: { issues: [{ path: 'to' }] } });
});

test.each([[{ from: '2026-11-23' }, ''], [{ from: '22.11.2026' }, 'from'], [{ to: { $gt: '' } }, 'to.$gt'], [{ userid: 'u_amy' }, 'userid']])('bad input %j names the field', async (change, path) => {
  const answer = await figures({ ...week(), ...change }, supervisor);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
