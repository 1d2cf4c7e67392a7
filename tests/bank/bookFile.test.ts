import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { Business } from '../../server/bank/businessRow.model.ts';
import { unsealAumFen, unsealBusinessName } from '../../server/bank/fileRowKinds.ts';
import { Product } from '../../server/bank/product.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { now } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { unsealPhone } from '../../server/platform/phone.ts';
import { anEvent, aBankKey, signedPost, statesOf, type AKey } from '../support/bankBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { csv, fileAfter, issuesOf, sendFile } from '../support/fileBuilders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let key: AKey;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T06:00:00.000Z');
  await aTree();
  key = await aBankKey();
});

const head = 'bankCustomerNo,phone,name,managerEmployeeNo,riskRating,ratedOn,aumFen,deleted';
const [one, two] = ['13800000001', '13800000002'];
const send = (lines: string[], offSeconds = 0) => fileAfter(sendFile(key, 'business', csv(head, ...lines), { offSeconds }));
const verified = (customerId: string, phone: string) => inTransaction((tx) => recordVerifiedPhone({ customerId, phone, key: `${customerId}:${phone}`, at: now() }, tx));
const numberOf = async (id: string) => (await Customer.findById(id).lean())?.bankCustomerNo ?? null;
/** `number manager aum line ended` of each row. */
const book = async () => (await Business.find().sort({ _id: 1 }).lean()).map((row) => `${row._id} ${row.managerEmployeeNo ?? '-'} ${unsealAumFen(row) ?? '-'} ${row.line}${row.endedAt ? ' ended' : ''}`);
const confirms = async () => (await BankEvent.find({ type: 'managerConfirmed' }).sort({ occurredAt: 1, _id: 1 }).lean()).map((row) => `${row.bankCustomerNo} ${row.managerEmployeeNo} ${row.state} ${row.occurredAt.toISOString()}`);

test('first load, difference, end; what a row says is sealed and comes back as it was', async () => {
  await send([`B1,${one},张三,E1,C3,2026-11-01,100,`, 'B2,,李四,,,,,']);
  expect(await book()).toEqual(['B1 E1 100 2', 'B2 - - 3']);
  const row = await Business.findById('B1').lean();
  expect(row?.phone && unsealPhone(row.phone)).toBe(one);
  expect(row && unsealBusinessName(row)).toBe('张三');
  const difference = await send([`B1,${one},张三,E1,C3,2026-11-01,200,0`, 'B2,,,,,,,1', 'B3,,王五,,,,,'], 60);
  expect(difference.counts).toMatchObject({ received: 3, applied: 3 });
  expect(await book()).toEqual(['B1 E1 200 2', 'B2 - - 3 ended', 'B3 - - 4']);
  expect(await Business.findById('B2').lean()).toMatchObject({ phone: null, sealedName: '', endedAt: new Date('2026-11-22T06:01:00.000Z') });
});

test('an older file changes nothing of a newer one, not even what that one said unchanged or ended', async () => {
  await send(['B1,,甲,E1,,,100,', 'B2,,乙,E1,,,100,', 'B3,,丙,E1,,,100,'], -200);
  await send(['B1,,甲,E1,,,300,', 'B2,,乙,E1,,,100,', 'B3,,,,,,,1'], 0);
  const older = await send(['B1,,甲,E2,,,200,', 'B2,,乙,E2,,,200,', 'B3,,丙,E2,,,200,', 'B4,,丁,E2,,,200,'], -100);
  expect(older.counts).toMatchObject({ received: 4, applied: 1, outdated: 3 });
  expect(await book()).toEqual(['B1 E1 300 2', 'B2 E1 100 3', 'B3 - - 4 ended', 'B4 E2 200 5']);
});

test('a number twice in one file: the same is a duplicate, another content is refused with the line that stands', async () => {
  const file = await send(['B1,,甲,E1,,,100,', 'B1,,甲,E1,,,100,', 'B1,,甲,E1,,,101,', 'B1,,,,,,,1']);
  expect(file.counts).toMatchObject({ received: 4, applied: 1, duplicate: 1, refused: 2 });
  expect(await issuesOf(file._id)).toEqual(['4 - - 与第 2 行编号相同而内容不同', '5 - - 与第 2 行编号相同而内容不同']);
  expect(await book()).toEqual(['B1 E1 100 2']);
});

test('each row by itself: wrong fields are named, values masked', async () => {
  const file = await send([`B1,${one},甲,E1,C9,2026-11-01,100,`, 'B2,021-5555,乙,E1,C1,11月1日,-5,', 'B3,,丙,,,,,maybe', ',,丁,,,,,', 'B5,,戊,,,,,']);
  expect(file.counts).toMatchObject({ received: 5, applied: 1, refused: 4 });
  expect(await issuesOf(file._id)).toEqual([
    '2 riskRating C9 应为 C1–C5', '3 phone 021****5555 请填写 11 位手机号', '3 ratedOn 11月1日 应为日期，如 2026-11-22', '3 aumFen -* 应为非负整数，单位分', '4 deleted maybe 应为 1（结束）或空', '5 bankCustomerNo - 必填',
  ]);
});

test('a product that has ended stays ended for older files', async () => {
  const columns = 'productCode,name,kind,riskLevel,registrationCode,onSaleFrom,offSaleAt,benchmark,benchmarkNote,minAmountFen,deleted';
  await fileAfter(sendFile(key, 'products', csv(columns, 'P1,,,,,,,,,,1')));
  await fileAfter(sendFile(key, 'products', csv(columns, 'P1,稳健一号,wealth,R2,,,,,,,'), { offSeconds: -30 }));
  expect(await Product.find().lean()).toMatchObject([{ _id: 'P1', endedAt: new Date('2026-11-22T06:00:00.000Z'), name: '' }]);
});

test('a row with the phone of a customer gives them their number, and waiting events count', async () => {
  const person = await aMiniCustomer({ phone: one });
  await signedPost(key, { events: [anEvent({ eventId: 'a', bankCustomerNo: 'B1' })] });
  expect(await statesOf()).toEqual(['a unknownCustomer -']);
  await send([`B1,${one},甲,,,,,`]);
  expect(await numberOf(person._id)).toBe('B1');
  expect(await statesOf()).toEqual([`a applied ${person._id}`]);
});

test('a phone that two rows share gives nobody a number', async () => {
  const person = await aMiniCustomer({ phone: one });
  await send([`B1,${one},甲,,,,,`, `B2,${one},乙,,,,,`]);
  expect(await numberOf(person._id)).toBeNull();
});

test('a customer who verifies the phone later gets the number then, before any event', async () => {
  const person = await aMiniCustomer();
  await send([`B1,${two},甲,,,,,`]);
  await verified(person._id, two);
  await workOff();
  expect(await numberOf(person._id)).toBe('B1');
});

test('the book names a manager: confirmed as of its time, for known customers only, and again when it names another', async () => {
  const [first, second] = [await aStaff({ canAddCustomers: false }), await aStaff({ canAddCustomers: false })];
  await aMiniCustomer({ phone: one });
  await send([`B1,${one},甲,${first.employeeNo},,,,`, `B2,${two},乙,${first.employeeNo},,,,`], -120);
  expect(await confirms()).toEqual([`B1 ${first.employeeNo} applied 2026-11-22T05:58:00.000Z`]);
  await send([`B1,${one},甲,${first.employeeNo},C2,2026-11-20,,`], -60);
  expect(await confirms()).toHaveLength(1);
  await send([`B1,${one},甲,${second.employeeNo},C2,2026-11-20,,`]);
  expect(await confirms()).toEqual([`B1 ${first.employeeNo} applied 2026-11-22T05:58:00.000Z`, `B1 ${second.employeeNo} applied 2026-11-22T06:00:00.000Z`]);
  const late = await aMiniCustomer();
  await verified(late._id, two);
  await workOff();
  expect((await confirms()).filter((each) => each.startsWith('B2'))).toEqual([`B2 ${first.employeeNo} applied 2026-11-22T05:58:00.000Z`]);
});

test('what an event has said since, the book does not undo; what it has said already, the book does not repeat', async () => {
  const [first, second] = [await aStaff({ canAddCustomers: false }), await aStaff({ canAddCustomers: false })];
  await aMiniCustomer({ phone: one });
  const confirmed = (eventId: string, managerEmployeeNo: string, occurredAt: string) => anEvent({ eventId, type: 'managerConfirmed', bankCustomerNo: 'B1', phone: one, managerEmployeeNo, occurredAt });
  await signedPost(key, { events: [confirmed('c1', second.employeeNo, '2026-11-22T05:59:30Z')] });
  await workOff();
  await send([`B1,${one},甲,${first.employeeNo},,,,`], -60);
  expect(await confirms()).toHaveLength(1);
  await send([`B1,${one},甲,${second.employeeNo},,,,`]);
  expect(await confirms()).toHaveLength(1);
});
