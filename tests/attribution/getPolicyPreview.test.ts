import { PolicyPreview } from '../../server/attribution/policyPreview.model.ts';
import { PreviewDifference } from '../../server/attribution/previewDifference.model.ts';
import { endProgress, startProgress } from '../../server/platform/progress.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { firstRules } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { actorFor } from '../support/channelsBuilders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
let operator: SignedIn;
let progressId: string;
let customerId: string;
beforeAll(async () => {
  await aTree();
  operator = await aSignedIn({ roles: ['operator'], place: 'headquarters' });
  const amy = await aStaff({ userid: 'amy', name: '陈安琪' });
  customerId = (await aCustomer({ name: '张伟', follows: [{ staff: amy }] }))._id;
  ({ progressId } = await inTransaction((tx) => startProgress('attribution.previewPolicy:test', '试算', actorFor(operator.staff), tx)));
  await PolicyPreview.create({ _id: progressId, rules: firstRules, from: new Date(), customers: 7, at: new Date() });
  await PreviewDifference.create([1, 2, 3].map((n) => ({ _id: `${progressId}:${n}`, progressId, customerId: n === 1 ? customerId : `c${n}`, now: 'amy', then: null, reason: '这类触达不影响管户', at: new Date() })));
});
const get = (input: unknown, who?: SignedIn) => post('attribution.getPolicyPreview', input, who ? { token: who.token } : {});

test('one page of who would differ, with all of them counted, and again the same', async () => {
  const { status, body } = await get({ progressId, page: 1, pageSize: 2 }, operator);
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'running', customers: 7, differing: { total: 3, rows: [{ customerId, customerName: '张伟', now: { name: '陈安琪' }, then: null, reason: '这类触达不影响管户' }, { customerId: 'c2', customerName: '' }] } });
  expect((await get({ progressId, page: 1, pageSize: 2 }, operator)).body).toEqual(body);
  expect((await get({ progressId, page: 2, pageSize: 2 }, operator)).body.differing.rows).toMatchObject([{ customerId: 'c3' }]);
  await inTransaction((tx) => endProgress(progressId, 'failed', '停电', tx));
  expect((await get({ progressId }, operator)).body.state).toBe('failed');
});

test('one that is not, or is long forgotten: 404', async () => {
  expect(await get({ progressId: 'none' }, operator)).toMatchObject({ status: 404, body: { code: 'attribution.previewNotFound' } });
});

test('nobody: 401; other roles, and a branch: 403', async () => {
  expect(await get({ progressId })).toMatchObject({ status: 401 });
  expect(await get({ progressId }, await aSignedIn({ roles: ['manager'], place: 'headquarters' }))).toMatchObject({ status: 403 });
  expect(await get({ progressId }, await aSignedIn({ roles: ['operator'], place: 'east' }))).toMatchObject({ status: 403 });
});

test.each([[{}, 'progressId'], [{ progressId: { $ne: '' } }, 'progressId.$ne'], [{ progressId: 'x', pageSize: 101 }, 'pageSize'], [{ progressId: 'x', all: 1 }, 'all']])('bad input %j names the field', async (input, path) => {
  const answer = await get(input, operator);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
