import { EventLog } from '../../server/platform/event.model.ts';
import { anApproval } from '../support/approvalBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
let [amy, east]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  amy = await aSignedIn({ place: 'bund' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
});
const withdraw = (input: unknown, who?: SignedIn) => post('org.withdrawApproval', input, who ? { token: who.token } : {});
const asked = () => { if (!amy) throw new Error('no author'); return anApproval({ by: amy }); };

test('the author takes it back, once; then nobody decides it', async () => {
  const id = await asked();
  expect(await withdraw({ id }, amy)).toMatchObject({ status: 200, body: { state: 'withdrawn', can: [] } });
  expect(await withdraw({ id }, amy)).toMatchObject({ status: 200 });
  expect(await EventLog.countDocuments({ name: 'org.approvalDecided', 'payload.approvalId': id, 'payload.state': 'withdrawn' })).toBe(1);
  expect(await post('org.decideApproval', { id, approved: true, comment: '' }, { token: east?.token ?? '' })).toMatchObject({ status: 409 });
});

test('what is decided stays decided', async () => {
  const id = await asked();
  await post('org.decideApproval', { id, approved: true, comment: '' }, { token: east?.token ?? '' });
  expect(await withdraw({ id }, amy)).toMatchObject({ status: 409, body: { code: 'org.approvalClosed' } });
});

test("another's request, and one that never was: 404; nobody: 401; bad input: 400", async () => {
  expect(await withdraw({ id: await asked() }, east)).toMatchObject({ status: 404 });
  expect(await withdraw({ id: 'none' }, amy)).toMatchObject({ status: 404 });
  expect(await withdraw({ id: 'x' })).toMatchObject({ status: 401 });
  expect(await withdraw({ id: { $ne: '' } }, amy)).toMatchObject({ status: 400 });
});
