import { anEvent, aBankKey, signedPost, type AKey } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let operator: SignedIn;
let key: AKey;
beforeAll(async () => {
  freezeClock('2026-11-22T06:00:00.000Z');
  await aTree();
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  key = await aBankKey({ name: '核心系统' });
  await aMiniCustomer({ phone: '13800000001' });
  const told = async (at: string, ...events: object[]) => {
    freezeClock(at);
    expect((await signedPost(key, { events })).status).toBe(200);
  };
  await told('2026-11-22T06:00:00.000Z', anEvent({ eventId: 'first', bankCustomerNo: '6200001234', phone: '13800000001', type: 'productPurchased', amountFen: 5_000_000, balanceFen: 7_700_000, productCode: 'WM-01' }));
  await told('2026-11-22T06:01:00.000Z', anEvent({ eventId: 'late', bankCustomerNo: '6200009999', occurredAt: '2026-11-21T06:00:59Z', managerEmployeeNo: 'E1' }));
  await told('2026-11-22T06:02:00.000Z', anEvent({ eventId: 'back', type: 'reversal', bankCustomerNo: '6200005555', reversesEventId: 'missing', occurredAt: '2026-11-21T06:02:00Z' }));
});

const list = (input: unknown = {}, token: string | undefined = operator.token) => post('bank.listBankEvents', input, token ? { token } : {});
const ids = async (input: unknown) => (await list(input)).body.rows.map((row: { eventId: string }) => row.eventId);

test('the newest first, with numbers masked and the balance unsaid', async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body.total).toBe(3);
  expect(body.rows.map((row: { eventId: string }) => row.eventId)).toEqual(['back', 'late', 'first']);
  expect(body.rows[2]).toEqual({
    eventId: 'first', type: 'productPurchased', state: 'applied', reason: null, bankCustomerNo: '****1234', phone: '138****0001', managerEmployeeNo: '', productCode: 'WM-01', amountFen: 5_000_000,
    reversesEventId: '', occurredAt: '2026-11-22T05:00:00.000Z', receivedAt: '2026-11-22T06:00:00.000Z', appliedAt: '2026-11-22T06:00:00.000Z', isLate: false, source: '接口「核心系统」',
  });
  expect(body.rows.map((row: { isLate: boolean }) => row.isLate)).toEqual([false, true, false]); // 24 h to the second are not late
  expect(JSON.stringify(body)).not.toMatch(/620000|13800000001|7700000/);
});

test.each([
  [{ state: 'waiting' }, ['late', 'back']],
  [{ state: 'applied' }, ['first']],
  [{ type: 'reversal' }, ['back']],
  [{ reason: 'unknownCustomer' }, ['late']],
  [{ search: 'first' }, ['first']],
  [{ search: '6200009999' }, ['late']],
  [{ search: '9999' }, []],
  [{ page: 2, pageSize: 2 }, ['first']],
])('%j', async (input, expected) => { expect(await ids(input)).toEqual(expected); });

test('nobody: 401; who does not see the whole bank, other roles and customers: 403; a second call says the same', async () => {
  expect(await post('bank.listBankEvents', {})).toMatchObject({ status: 401 });
  for (const place of ['east', 'bund'] as const) {
    const { token } = await aSignedIn({ place, roles: ['operator', 'compliance', 'admin'] });
    expect(await list({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  }
  for (const role of ['manager', 'supervisor'] as const) expect(await list({}, (await aSignedIn({ place: 'headquarters', roles: [role] })).token)).toMatchObject({ status: 403 });
  expect(await post('bank.listBankEvents', {}, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  expect((await list()).body).toEqual((await list()).body);
});

test.each([
  [{ state: 'gone' }, 'state'], [{ page: 0 }, 'page'], [{ pageSize: 101 }, 'pageSize'], [{ search: { $regex: '.' } }, 'search.$regex'], [{ customer: 'x' }, 'customer'],
])('bad input %j names the field', async (input, path) => {
  const answer = await list(input);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
