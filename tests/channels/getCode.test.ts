import { aCode, publishAdd, useCodeWecom } from '../support/channelsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
useCodeWecom();
let [supervisor, reviewer, far, amy, ben]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  reviewer = await aSignedIn({ place: 'headquarters', roles: ['compliance'] });
  far = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'u_amy' });
  ben = await aSignedIn({ userid: 'u_ben' });
});
const get = (input: unknown, who?: SignedIn) => post('channels.getCode', input, who ? { token: who.token } : {});

test('shows who is on duty, what each got today, and what the viewer may do', async () => {
  const code = await aCode({ ...(supervisor ? { by: supervisor.staff } : {}), staff: [{ userid: 'u_amy', dailyCap: 2 }, { userid: 'u_ben' }] });
  for (const n of [1, 2]) await publishAdd({ externalUserid: `wmGet${n}`, state: code.wecomState });
  await publishAdd({ externalUserid: 'wmGet3', userid: 'u_ben', state: code.wecomState });
  await workOff();
  const { status, body } = await get({ id: code._id }, supervisor);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    addedToday: 3, addedTotal: 3, can: ['channels.updateCode', 'channels.disableCode', 'channels.getCodeFigures'],
    staff: [{ userid: 'u_amy', addedToday: 2, onDuty: false }, { userid: 'u_ben', addedToday: 1, onDuty: true }],
  });
  expect((await get({ id: code._id }, reviewer)).body).toMatchObject({ addedTotal: 3, can: ['channels.getCodeFigures'] });
  expect((await get({ id: code._id }, amy)).body).toMatchObject({ addedTotal: 2, addedToday: 2, can: ['channels.getCodeFigures'], staff: [{ addedToday: 2 }, { addedToday: 0 }] });
  expect((await get({ id: code._id }, ben)).body).toMatchObject({ addedTotal: 1 });
  expect((await get({ id: code._id }, supervisor)).body).toEqual(body);
});

test("another branch's code, a code that leads to others, and one that never was: 404", async () => {
  await aStaff({ userid: 'u_cat' });
  const code = await aCode({ ...(supervisor ? { by: supervisor.staff } : {}), staff: [{ userid: 'u_cat' }], backupUserid: 'u_cat' });
  for (const who of [far, amy]) expect(await get({ id: code._id }, who)).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
  expect(await get({ id: 'none' }, supervisor)).toMatchObject({ status: 404 });
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await get({ id: 'x' })).toMatchObject({ status: 401 });
  expect(await get({ id: 'x' }, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([[{}, 'id'], [{ id: { $ne: '' } }, 'id.$ne'], [{ id: 'x', all: 1 }, 'all']])('bad input %j names the field', async (input, path) => {
  const answer = await get(input, supervisor);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
