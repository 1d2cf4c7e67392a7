import { createCode } from '../../server/channels/createCode.ts';
import { call } from '../../server/platform/operation.ts';
import { actorFor, codeFields, useCodeWecom, type ACode } from '../support/channelsBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
useCodeWecom();
let [operator, east, south, amy, both]: SignedIn[] = [];
let hour = 0;
async function aCodeOf(who: SignedIn, fields: ACode): Promise<string> {
  hour += 1;
  const made = await call(createCode, codeFields(fields), { actor: actorFor(who.staff), at: new Date(Date.UTC(2026, 10, 1, hour)) });
  return made.name;
}
beforeAll(async () => {
  await aTree();
  const [hq, branch, other] = [await aSignedIn({ place: 'headquarters', roles: ['operator'] }), await aSignedIn({ place: 'east', roles: ['supervisor'] }), await aSignedIn({ place: 'south', roles: ['supervisor'] })];
  [operator, east, south] = [hq, branch, other];
  amy = await aSignedIn({ userid: 'u_amy' });
  await aSignedIn({ userid: 'u_ben', place: 'tianhe' });
  both = await aSignedIn({ userid: 'u_both', place: 'xuhui', roles: ['manager', 'supervisor'] });
  await aCodeOf(hq, { name: '总行 (统一) 码', staff: [{ userid: 'u_amy' }, { userid: 'u_both' }] });
  await aCodeOf(branch, { name: '外滩码' });
  await aCodeOf(other, { name: '天河码', staff: [{ userid: 'u_ben' }], backupUserid: 'u_ben' });
});
const list = (who: SignedIn | undefined, input: unknown = {}) => post('channels.listCodes', input, who ? { token: who.token } : {});
const names = (answer: { body: { rows: { name: string }[] } }) => answer.body.rows.map((row) => row.name);

test('newest first; each role sees its scope', async () => {
  expect(names(await list(operator))).toEqual(['天河码', '外滩码', '总行 (统一) 码']);
  expect(names(await list(east))).toEqual(['外滩码', '总行 (统一) 码']);
  expect(names(await list(south))).toEqual(['天河码']);
});

test('a manager sees the codes that lead to them, a supervisor who is one too sees both kinds', async () => {
  expect(names(await list(amy))).toEqual(['外滩码', '总行 (统一) 码']);
  expect(names(await list(both))).toEqual(['总行 (统一) 码']);
});

test("headquarters' code that leads into one branch is that branch's to see, not to change", async () => {
  const { body: { rows } } = await list(east, { search: '统一' });
  expect(rows).toMatchObject([{ name: '总行 (统一) 码', can: ['channels.getCodeFigures'] }]);
  const changed = await post('channels.disableCode', { id: rows[0].id }, { token: east?.token ?? '' });
  expect(changed).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
});

test('who may make codes is told so', async () => {
  expect((await list(east)).body.can).toEqual(['channels.createCode']);
  expect((await list(amy)).body.can).toEqual([]);
});

test('by part of the name, taken literally; by state, member and page', async () => {
  expect(names(await list(operator, { search: '(统一)' }))).toEqual(['总行 (统一) 码']);
  expect(names(await list(operator, { search: '.*' }))).toEqual([]);
  expect(names(await list(operator, { userid: 'u_ben' }))).toEqual(['天河码']);
  expect(names(await list(operator, { state: 'active' }))).toEqual([]);
  expect(names(await list(operator, { state: 'syncing' }))).toHaveLength(3);
  const page = await list(operator, { page: 2, pageSize: 2 });
  expect([names(page), page.body.total]).toEqual([['总行 (统一) 码'], 3]);
  await workOff();
  expect(names(await list(operator, { state: 'active' }))).toHaveLength(3);
});

test('another scope cannot be asked for', async () => {
  expect(names(await list(east, { userid: 'u_ben' }))).toEqual([]);
  expect(names(await list(amy, { search: '天河' }))).toEqual([]);
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await list(undefined)).toMatchObject({ status: 401 });
  expect(await list(await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([[{ page: 0 }, 'page'], [{ pageSize: 101 }, 'pageSize'], [{ search: { $regex: '.*' } }, 'search.$regex'], [{ state: 'gone' }, 'state'], [{ departmentPath: '/1/' }, 'departmentPath']])('bad input %j names the field', async (input, path) => {
  const answer = await list(operator, input);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
