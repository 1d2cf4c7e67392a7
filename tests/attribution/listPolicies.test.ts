import { aPolicy } from '../support/attributionBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeAll(aTree);
const list = (input: unknown, who?: SignedIn) => post('attribution.listPolicies', input, who ? { token: who.token } : {});

test('all versions, newest first; the one in force; who may change them', async () => {
  freezeClock('2026-11-22T02:00:00Z');
  await aPolicy(2, new Date('2026-11-22T16:00:00Z'), { mode: 'lastTouch' });
  const operator = await aSignedIn({ roles: ['operator'], place: 'headquarters' });
  const { status, body } = await list({}, operator);
  expect(status).toBe(200);
  expect(body).toMatchObject({ currentVersion: 1, can: ['attribution.proposePolicy', 'attribution.previewPolicy'], rows: [{ version: 2, effectiveFrom: '2026-11-22T16:00:00.000Z' }, { version: 1 }] });
  expect(body.rows[1]).toMatchObject({
    rules: { mode: 'firstTouch', windowDays: 180, weights: { click: 0, scan: 1, redeem: 5, add: 5, register: 3 }, lockOnConfirm: true }, effectiveFrom: '1970-01-01T00:00:00.000Z', state: 'published', createdByName: '系统',
  });
  expect((await list({}, operator)).body).toEqual(body);
  freezeClock('2026-11-22T16:00:00Z');
  expect((await list({}, operator)).body.currentVersion).toBe(2);
});

test('a branch, and who does not decide on rules, read them only', async () => {
  for (const who of [await aSignedIn({ roles: ['operator'], place: 'east' }), await aSignedIn({ roles: ['manager'] }), await aSignedIn({ roles: ['compliance'], place: 'headquarters' })]) {
    expect(await list({}, who)).toMatchObject({ status: 200, body: { can: [] } });
  }
});

test('nobody: 401; no role, and a customer: 403; unknown field: 400', async () => {
  expect(await list({})).toMatchObject({ status: 401 });
  expect(await list({}, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
  expect(await post('attribution.listPolicies', {}, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  expect(await list({ $where: '1' }, await aSignedIn())).toMatchObject({ status: 400 });
});
