import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Target } from '../../server/performance/target.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { emptyData, post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let bund: SignedIn;
beforeEach(async () => {
  await emptyData();
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin' });
  bund = await aSignedIn({ place: 'bund', roles: ['supervisor'], userid: 'u_sup' });
  await aStaff({ place: 'bund', userid: 'amy', name: '陈安琪' });
  await aStaff({ place: 'xuhui', userid: 'ben', name: '周本' });
  await aStaff({ place: 'bund', userid: 'gone', status: 'left' });
  await aStaff({ place: 'bund', userid: 'clerk', roles: ['operator'] });
});

const month = '2026-11';
const call = (input: unknown, token?: string) => post('performance.setTargets', input, token ? { token } : {});
const row = (userid: string, values: Record<string, number | null> = { added: 30 }) => ({ userid, values });
const stored = async () => (await Target.find().sort({ _id: 1 }).lean()).map(({ _id, userid, month: of, values }) => [_id, userid, of, values]);

test('a supervisor sets targets of own managers; the audit log says which', async () => {
  const rows = [row('amy', { added: 30, aumFen: 500_000_000 })];
  expect(await call({ month, rows }, bund.token)).toMatchObject({
    status: 200, body: { rows: [{ userid: 'amy', name: '陈安琪', departmentName: '外滩支行', month, values: { added: 30, aumFen: 500_000_000 }, can: ['performance.setTargets'] }] },
  });
  expect(await stored()).toEqual([['amy:2026-11', 'amy', month, { added: 30, aumFen: 500_000_000 }]]);
  expect(await AuditLog.find({ operation: 'performance.setTargets' }).lean()).toMatchObject([{ actorId: 'u_sup', subject: 'targets:2026-11', detail: { rows } }]);
});

test('only what is given changes, null takes back, each month is its own, and the second call gives the first answer', async () => {
  await call({ month, rows: [row('amy', { added: 30, opened: 5 }), row('ben', { confirmed: 9 })] }, admin.token);
  await call({ month: '2026-12', rows: [row('amy', { added: 31 })] }, admin.token);
  const input = { month, rows: [row('ben', { confirmed: null, registered: 0 }), row('amy', { opened: 6 })] };
  const first = await call(input, admin.token);
  expect(first.body.rows.map(({ userid, values }: { userid: string; values: unknown }) => [userid, values])).toEqual([['ben', { registered: 0 }], ['amy', { added: 30, opened: 6 }]]);
  expect(await call(input, admin.token)).toMatchObject({ status: 200, body: first.body });
  expect(await stored()).toEqual([['amy:2026-11', 'amy', month, { added: 30, opened: 6 }], ['amy:2026-12', 'amy', '2026-12', { added: 31 }], ['ben:2026-11', 'ben', month, { registered: 0 }]]);
});

test('nobody signed in: 401', async () => {
  expect(await call({ month, rows: [row('amy')] })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({ month, rows: [row('amy')] }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each(['ben', 'gone', 'clerk', 'nobody'])('%s is no manager of the supervisor’s: 404, and nothing of the call is stored', async (userid) => {
  expect(await call({ month, rows: [row('amy'), row(userid)] }, bund.token)).toMatchObject({ status: 404, body: { code: 'performance.targetOutside' } });
  expect(await stored()).toEqual([]);
});

test.each([
  [{ rows: [row('amy')] }, 'month'],
  [{ month: '2026-13', rows: [row('amy')] }, 'month'],
  [{ month: { $gt: '' }, rows: [row('amy')] }, 'month.$gt'],
  [{ month, rows: [] }, 'rows'],
  [{ month, rows: [row('amy'), row('amy', { opened: 1 })] }, 'rows.1.userid'],
  [{ month, rows: [{ userid: { $ne: '' }, values: {} }] }, 'rows.0.userid.$ne'],
  [{ month, rows: [row('amy', { added: 1.5 })] }, 'rows.0.values.added'],
  [{ month, rows: [row('amy', { added: -1 })] }, 'rows.0.values.added'],
  [{ month, rows: [{ ...row('amy'), name: 'x' }] }, 'rows.0.name'],
  [{ month, rows: [row('amy')], by: 'x' }, 'by'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('a figure that has no target is refused', async () => {
  expect(await call({ month, rows: [{ userid: 'amy', values: { clicked: 1 } }] }, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
});

test('two at once keep what each has set', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => call({ month, rows: [row('amy', index % 2 ? { added: index } : { opened: index })] }, admin.token)));
  expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 12 }, () => 200));
  expect(Object.keys((await Target.findById('amy:2026-11').lean())?.values ?? {}).sort()).toEqual(['added', 'opened']);
});
