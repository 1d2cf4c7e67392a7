import { EventLog } from '../../server/platform/event.model.ts';
import { anEvent, aBankKey, signedPost, statesOf, type AKey } from '../support/bankBuilders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let key: AKey;
let id: string;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T06:00:00.000Z');
  key = await aBankKey();
  id = (await aMiniCustomer({ phone: '13800000001' }))._id;
});
const ingest = (...events: unknown[]) => signedPost(key, { events });
const account = (eventId: string, more = {}) => anEvent({ eventId, bankCustomerNo: 'B1', phone: '13800000001', ...more });
const back = (eventId: string, reversesEventId: string, more = {}) => anEvent({ eventId, type: 'reversal', bankCustomerNo: 'B1', reversesEventId, ...more });
const told = async () => (await EventLog.find({ name: 'bank.bankEventApplied' }).sort({ _id: 1 }).lean()).map(({ _id }) => _id.split(':')[1]);

test('before its event: it waits, and counts with it', async () => {
  expect((await ingest(back('r', 'e'))).body.waits).toEqual([{ eventId: 'r', reason: 'reversesUnknown' }]);
  expect((await ingest(account('e'))).body).toMatchObject({ applied: 1, waiting: 0 });
  expect(await statesOf()).toEqual([`e applied ${id}`, `r applied ${id}`]);
  expect(await told()).toEqual(['e', 'r']);
});

test('its event waits for its customer: so does it, and the reversal of it; all count together', async () => {
  await ingest(back('rr', 'r'), back('r', 'e'));
  expect(await statesOf()).toEqual(['r reversesUnknown -', 'rr reversesWaiting -']);
  await ingest(account('e', { phone: '13800000002' }));
  expect(await statesOf()).toEqual(['e unknownCustomer -', 'r reversesWaiting -', 'rr reversesWaiting -']);
  await ingest(account('f'));
  await workOff();
  expect(await statesOf()).toEqual([`e applied ${id}`, `f applied ${id}`, `r applied ${id}`, `rr applied ${id}`]);
});

test('in one call, in whatever order', async () => {
  expect((await ingest(back('rrr', 'rr'), back('r', 'e'), back('rr', 'r'), account('e'))).body).toEqual({ applied: 4, waiting: 0, duplicate: 0, waits: [] });
});

test('a phone that only the reversal brings finds the customer of both', async () => {
  await ingest(account('e', { phone: undefined }));
  expect((await ingest(back('r', 'e', { phone: '13800000001' }))).body).toMatchObject({ waits: [{ reason: 'reversesWaiting' }] });
  await workOff();
  expect(await statesOf()).toEqual([`e applied ${id}`, `r applied ${id}`]);
});

const none = (): object[] => [];
test.each([
  ['of another customer', () => [account('e')], () => [back('r', 'e', { bankCustomerNo: 'B2' })]],
  ['of another customer in the same call', none, () => [account('e'), back('r', 'e', { bankCustomerNo: 'B2' })]],
  ['in a circle of two calls', () => [back('q', 'r')], () => [back('r', 'q')]],
  ['in a circle of one call', none, () => [back('q', 'r'), back('r', 'q')]],
  ['of itself', none, () => [back('r', 'r')]],
])('a reversal %s is refused with its place', async (_, before, events) => {
  for (const each of before()) expect((await ingest(each)).status).toBe(200);
  const stored = await statesOf();
  const all = events();
  const answer = await ingest(...all);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.at(-1).path).toBe(`events.${all.length - 1}.reversesEventId`);
  expect(await statesOf()).toEqual(stored);
});

test('an event that comes after a wrong reversal of it counts; the reversal does not', async () => {
  await ingest(back('r', 'e', { bankCustomerNo: 'B2' }));
  expect((await ingest(account('e'))).body.applied).toBe(1);
  expect(await statesOf()).toEqual([`e applied ${id}`, 'r reversesOther -']);
});

test('a thousand reversals, each of the one before, in the wrong order', async () => {
  const chain = Array.from({ length: 999 }, (_, n) => back(`c${n + 1}`, `c${n}`)).reverse();
  expect((await ingest(...chain, account('c0'))).body).toMatchObject({ applied: 1_000, waiting: 0 });
});
