import { inTransaction } from '../../server/platform/mongo.ts';
import { Callback, type CallbackRow } from '../../server/wecom/callback.model.ts';
import { markCallback } from '../../server/wecom/markCallback.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  const row = (minute: number, change: Partial<CallbackRow>): CallbackRow => ({
    _id: `cb${minute}`, event: 'change_external_contact', changeType: 'add_external_contact', message: { ExternalUserID: 'wmSecret' }, state: 'handled', marks: [], repeats: 0,
    receivedAt: new Date(Date.UTC(2026, 10, 22, 2, minute)), ...change,
  });
  await Callback.create([row(1, {}), row(2, { repeats: 3 }), row(3, { event: 'enter_agent', changeType: '', state: 'unknownEvent' })]);
});

const call = (input: unknown, token?: string) => post('wecom.listCallbacks', input, token ? { token } : {});

test('newest first, with marks and repeats, without what was in them', async () => {
  await inTransaction((tx) => markCallback('cb2', 'unknownState', tx));
  await inTransaction((tx) => markCallback('cb2', 'unknownState', tx));
  const answer = await call({}, admin.token);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      total: 3,
      rows: [
        { id: 'cb3', event: 'enter_agent', state: 'unknownEvent', marks: [], receivedAt: '2026-11-22T02:03:00.000Z', repeats: 0 },
        { id: 'cb2', event: 'change_external_contact.add_external_contact', state: 'handled', marks: ['unknownState'], repeats: 3 },
        { id: 'cb1' },
      ],
    },
  });
  expect(JSON.stringify(answer.body)).not.toContain('wmSecret');
  expect(await call({}, admin.token)).toMatchObject({ body: answer.body });
});

test('pages and states', async () => {
  expect(await call({ page: 2, pageSize: 2 }, admin.token)).toMatchObject({ status: 200, body: { total: 3, rows: [{ id: 'cb1' }] } });
  expect(await call({ state: 'unknownEvent' }, admin.token)).toMatchObject({ status: 200, body: { total: 1, rows: [{ id: 'cb3' }] } });
  expect(await call({ state: 'unreadable' }, admin.token)).toMatchObject({ status: 200, body: { total: 0, rows: [] } });
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401 });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({}, token)).toMatchObject({ status: 403 });
});

test.each([
  [{ state: 'lost' }, 'state'],
  [{ state: { $ne: 'handled' } }, 'state'],
  [{ page: 0 }, 'page'],
  [{ pageSize: 101 }, 'pageSize'],
  [{ sort: 'id' }, 'sort'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path.split('.')[0])).toContain(path);
});
