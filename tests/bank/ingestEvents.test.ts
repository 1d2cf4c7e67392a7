import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { BankDay } from '../../server/bank/bankDay.model.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { BankKey } from '../../server/bank/bankKey.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { unsealPhone } from '../../server/platform/phone.ts';
import { anEvent, aBankKey, signedPost, statesOf, type AKey } from '../support/bankBuilders.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
const start = '2026-11-22T06:00:00.000Z';
let key: AKey;
beforeEach(async () => {
  await emptyData();
  freezeClock(start);
  key = await aBankKey();
});

const ingest = (...events: unknown[]) => signedPost(key, { events });
const refusedToday = async () => (await BankDay.find({ day: '2026-11-22' }).lean()).reduce((sum, row) => sum + row.refused, 0);
const paths = ({ body }: { body: { issues: { path: string }[] } }) => body.issues.map((issue) => issue.path);

test('events of known customers count at once, the others wait with the reason', async () => {
  const person = await aMiniCustomer({ phone: '13800000001' });
  const [known, unknown] = [anEvent({ eventId: 'a1', phone: '13800000001', bankCustomerNo: 'B1' }), anEvent({ eventId: 'a2', phone: '13800000002', bankCustomerNo: 'B2', type: 'aumChanged', amountFen: -500, balanceFen: 99_500, productCode: 'P-1' })];
  const answer = await ingest(known, unknown);
  expect(answer).toMatchObject({ status: 200, body: { applied: 1, waiting: 1, duplicate: 0, waits: [{ eventId: 'a2', reason: 'unknownCustomer' }] } });
  expect(await Customer.findById(person._id).lean()).toMatchObject({ bankCustomerNo: 'B1' });
  expect(await BankEvent.findById('a1').lean()).toMatchObject({ state: 'applied', reason: null, customerId: person._id, appliedAt: new Date(start), occurredAt: new Date('2026-11-22T05:00:00.000Z'), source: `api:${key.id}` });
  const waiting = await BankEvent.findById('a2').lean();
  expect(waiting).toMatchObject({ state: 'waiting', customerId: null, amountFen: -500, productCode: 'P-1', appliedAt: null });
  expect(waiting?.phone && unsealPhone(waiting.phone)).toBe('13800000002');
  expect(JSON.stringify(waiting)).not.toMatch(/13800000002|99500/);
  expect(await EventLog.find({ name: 'bank.bankEventApplied' }).lean()).toMatchObject([{ _id: 'bank.bankEventApplied:a1', at: new Date('2026-11-22T05:00:00.000Z'), subject: {}, payload: { bankEventId: 'a1', customerId: person._id, type: 'accountOpened' } }]);
  expect(await AuditLog.find({ operation: 'bank.ingestEvents' }).lean()).toMatchObject([{ actorId: key.id, subject: 'bankEvents', detail: { applied: 1, waiting: 1, duplicate: 0 } }]);
});

test('the same request again gives the first answer; signed anew, its events are duplicates', async () => {
  const body = JSON.stringify({ events: [anEvent(), anEvent()] });
  const first = await signedPost(key, body);
  freezeClock('2026-11-22T06:04:00.000Z');
  expect((await signedPost(key, body, { offSeconds: -240 })).body).toEqual(first.body);
  expect((await signedPost(key, body)).body).toEqual({ applied: 0, waiting: 0, duplicate: 2, waits: [] });
  expect(await BankEvent.countDocuments()).toBe(2);
  expect(await BankDay.find({ day: '2026-11-22', received: { $gt: 0 } }).lean()).toMatchObject([{ received: 2 }]);
});

test('an id twice in one call: with one content a duplicate, with two the whole call is refused', async () => {
  const event = anEvent({ occurredAt: '2026-11-22T13:00:00+08:00' });
  expect((await ingest(event, { ...event, occurredAt: '2026-11-22T05:00:00Z' })).body).toMatchObject({ waiting: 1, duplicate: 1 });
  const other = anEvent({ type: 'aumChanged', amountFen: 1 });
  const answer = await ingest(anEvent(), other, { ...other, amountFen: 2 });
  expect(answer).toMatchObject({ status: 409, body: { code: 'bank.eventChanged' } });
  expect(paths(answer)).toEqual(['events.2.eventId']);
  expect(await BankEvent.countDocuments()).toBe(1);
});

test('another content under a known id: 409 with its place, and nothing of the call is stored', async () => {
  const event = anEvent({ type: 'productPurchased', amountFen: 100, phone: '13800000009' });
  await ingest(event);
  for (const change of [{ amountFen: 101 }, { phone: '13800000008' }, { balanceFen: 0 }, { occurredAt: '2026-11-22T04:00:00Z' }]) {
    const answer = await ingest(anEvent(), { ...event, ...change });
    expect(answer).toMatchObject({ status: 409, body: { code: 'bank.eventChanged' } });
    expect(paths(answer)).toEqual(['events.1.eventId']);
  }
  expect(await BankEvent.countDocuments()).toBe(1);
  expect(await refusedToday()).toBe(4);
});

test.each([
  ['no such key', 'bank.keyUnknown', () => signedPost({ ...key, id: 'nothing' }, { events: [anEvent()] })],
  ['a retired key', 'bank.keyUnknown', async () => signedPost(await aBankKey({ state: 'retired' }), { events: [anEvent()] })],
  ['a clock 6 minutes behind', 'bank.clockOff', () => signedPost(key, { events: [anEvent()] }, { offSeconds: -360 })],
  ['a clock 6 minutes ahead', 'bank.clockOff', () => signedPost(key, { events: [anEvent()] }, { offSeconds: 360 })],
  ['a time that is none', 'bank.clockOff', () => signedPost(key, { events: [anEvent()] }, { headers: { 'x-guanhu-timestamp': 'now' } })],
  ['another secret', 'bank.signatureWrong', async () => signedPost({ ...key, secret: (await aBankKey()).secret }, { events: [anEvent()] })],
  ['no signature', 'bank.signatureWrong', () => signedPost(key, { events: [anEvent()] }, { headers: { 'x-guanhu-signature': '' } })],
  ['a signature of another time', 'bank.signatureWrong', () => signedPost(key, { events: [anEvent()] }, { headers: { 'x-guanhu-timestamp': String(Date.parse(start) / 1_000 - 1) } })],
])('%s: 401, counted as refused', async (_, code, send) => {
  expect(await send()).toMatchObject({ status: 401, body: { code } });
  expect(await BankEvent.countDocuments()).toBe(0);
  expect(await refusedToday()).toBe(1);
});

test('a body that was changed on its way is refused; 5 minutes are in time', async () => {
  const event = anEvent();
  const right = await signedPost(key, { events: [event] }, { offSeconds: 300 });
  expect(right.status).toBe(200);
  const timestamp = String(Date.parse(start) / 1_000);
  const answer = await post('bank.ingestEvents', { events: [anEvent()] }, { headers: { 'x-guanhu-key-id': key.id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': 'a'.repeat(64) } });
  expect(answer).toMatchObject({ status: 401, body: { code: 'bank.signatureWrong' } });
});

test('nobody: 401; staff of every kind and customers: 403; the key opens nothing else', async () => {
  await aTree();
  expect(await post('bank.ingestEvents', { events: [anEvent()] })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['manager', 'supervisor', 'operator', 'compliance', 'admin'] });
  expect(await post('bank.ingestEvents', { events: [anEvent()] }, { token })).toMatchObject({ status: 403 });
  expect(await post('bank.ingestEvents', { events: [anEvent()] }, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  for (const name of ['bank.listBankEvents', 'customers.listCustomers', 'org.getSession']) expect(await signedPost(key, {}, {}, name)).toMatchObject({ status: 403 });
  expect(await refusedToday()).toBe(0);
});

const oneDay = (change: object) => [{ eventId: 'ok', type: 'accountOpened', occurredAt: '2026-11-22T05:00:00Z', bankCustomerNo: 'B1' }, { eventId: 'x', type: 'accountOpened', occurredAt: '2026-11-22T05:00:00Z', bankCustomerNo: 'B1', ...change }];
test.each([
  [{ occurredAt: '2026-11-22T06:05:01Z' }, 'events.1.occurredAt'],
  [{ occurredAt: '2026-11-22T14:05:00' }, 'events.1.occurredAt'],
  [{ occurredAt: '22.11.2026' }, 'events.1.occurredAt'],
  [{ type: 'aumChanged', amountFen: 12.5 }, 'events.1.amountFen'],
  [{ type: 'aumChanged', amountFen: '1200' }, 'events.1.amountFen'],
  [{ type: 'aumChanged' }, 'events.1.amountFen'],
  [{ type: 'productPurchased', amountFen: 10 ** 15 + 1 }, 'events.1.amountFen'],
  [{ balanceFen: 0.5 }, 'events.1.balanceFen'],
  [{ type: 'managerConfirmed' }, 'events.1.managerEmployeeNo'],
  [{ type: 'reversal' }, 'events.1.reversesEventId'],
  [{ type: 'reversal', reversesEventId: 'x' }, 'events.1.reversesEventId'],
  [{ reversesEventId: 'ok' }, 'events.1.reversesEventId'],
  [{ type: 'loanGranted' }, 'events.1.type'],
  [{ phone: '021-5555555' }, 'events.1.phone'],
  [{ eventId: 'a b' }, 'events.1.eventId'],
  [{ bankCustomerNo: '' }, 'events.1.bankCustomerNo'],
  [{ customerName: '王五' }, 'events.1.customerName'],
  [{ bankCustomerNo: { $gt: '' } }, 'events.1.bankCustomerNo.$gt'],
])('%j is refused as a whole, with its place', async (change, path) => {
  const answer = await ingest(...oneDay(change));
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(paths(answer)).toContain(path);
  expect(await BankEvent.countDocuments()).toBe(0);
  expect(await refusedToday()).toBe(1);
});

test('5 minutes ahead are allowed; every wrong event is named at once', async () => {
  expect((await ingest(anEvent({ occurredAt: '2026-11-22T06:05:00Z' }))).status).toBe(200);
  expect(paths(await ingest(anEvent({ type: 'aumChanged' }), anEvent(), anEvent({ type: 'managerConfirmed' })))).toEqual(['events.0.amountFen', 'events.2.managerEmployeeNo']);
});

test.each([
  [{ events: [] }, 'events'],
  [{}, 'events'],
  [{ events: 'x' }, 'events'],
  [{ events: [], more: 1 }, 'more'],
])('bad input %j names the field', async (input, path) => {
  const answer = await signedPost(key, input);
  expect(answer.status).toBe(400);
  expect(paths(answer)).toContain(path);
});

test('1,001 events are refused; what is no JSON, or too much of it, too', async () => {
  const answer = await ingest(...Array.from({ length: 1_001 }, () => anEvent()));
  expect([answer.status, paths(answer)]).toEqual([400, ['events']]);
  expect(await signedPost(key, '{"events":[')).toMatchObject({ status: 400, body: { code: 'platform.badJson' } });
  expect((await signedPost(key, 'x'.repeat(1_100_000))).status).toBe(413);
});

test('managers are named by employee number: unknown ones wait, one who has left is still who it was', async () => {
  await aTree();
  await aMiniCustomer({ phone: '13800000001' });
  const [amy, ben] = [await aStaff({ userid: 'amy' }), await aStaff({ userid: 'ben', status: 'left' })];
  const event = (eventId: string, type: 'managerConfirmed' | 'managerReleased', managerEmployeeNo?: string) => anEvent({ eventId, type, bankCustomerNo: 'B1', phone: '13800000001', ...(managerEmployeeNo ? { managerEmployeeNo } : {}) });
  const { body } = await ingest(event('m1', 'managerConfirmed', amy.employeeNo), event('m2', 'managerReleased', ben.employeeNo), event('m3', 'managerReleased'), event('m4', 'managerConfirmed', 'E-none'), event('m5', 'managerReleased', 'E-none'));
  expect(body.waits).toEqual([{ eventId: 'm4', reason: 'unknownManager' }, { eventId: 'm5', reason: 'unknownManager' }]);
  expect((await BankEvent.find({ state: 'applied' }).sort({ _id: 1 }).lean()).map((row) => row.managerUserid)).toEqual(['amy', 'ben', null]);
});

test('a key was last used: noted to the minute', async () => {
  const used = async () => (await BankKey.findById(key.id).lean())?.lastUsedAt?.toISOString();
  await ingest(anEvent());
  expect(await used()).toBe(start);
  freezeClock('2026-11-22T06:00:30.000Z');
  await ingest(anEvent());
  expect(await used()).toBe(start);
  freezeClock('2026-11-22T06:01:00.000Z');
  await ingest(anEvent());
  expect(await used()).toBe('2026-11-22T06:01:00.000Z');
});

test('the same ids from two connections at once: each event once, whoever comes first', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => aMiniCustomer({ phone: `1390000${String(n).padStart(4, '0')}` })));
  const events = people.map((_, n) => anEvent({ eventId: `r${n}`, bankCustomerNo: `RB${n}`, phone: `1390000${String(n).padStart(4, '0')}` }));
  const sent = await Promise.all([0, 1, 2, 3].map((turn) => signedPost(key, { events: turn % 2 ? events : [...events].reverse() }, { offSeconds: turn })));
  expect(sent.map((each) => each.status)).toEqual([200, 200, 200, 200]);
  expect(sent.reduce((sum, { body }) => sum + body.applied, 0)).toBe(20);
  expect(sent.reduce((sum, { body }) => sum + body.duplicate, 0)).toBe(60);
  expect(await EventLog.countDocuments({ name: 'bank.bankEventApplied' })).toBe(20);
  expect((await BankDay.find().lean()).reduce((sum, row) => sum + row.received, 0)).toBe(20);
  expect(await statesOf('r0')).toEqual([`r0 applied ${people[0]?._id}`]);
});

test('1,000 events a call: counted and applied', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => aMiniCustomer({ phone: `1370000${String(n).padStart(4, '0')}` })));
  const events = Array.from({ length: 1_000 }, (_, n) => anEvent({ type: 'aumChanged', amountFen: n, bankCustomerNo: `TB${n % 50}`, phone: `1370000${String(n % 50).padStart(4, '0')}` }));
  const { body } = await ingest(...events);
  expect(body).toMatchObject({ applied: 800, waiting: 200, duplicate: 0 });
});
