import mongoose from 'mongoose';
import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { RememberedAnswer } from '../../server/platform/idempotency.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  other = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

let keys = 0;
const aKey = () => `key-idem-${String(keys += 1).padStart(4, '0')}`;
const call = (name: string, input: unknown, key: string, { token } = admin) => post(name, input, { token, headers: { 'idempotency-key': key } });
const auditsOf = (userid: string) => AuditLog.countDocuments({ operation: 'org.setEmployeeNo', subject: `staff:${userid}` });

test('a key is its person\'s own: another with the same one writes, and gets no answer that was not theirs', async () => {
  const staff = await aStaff();
  const key = aKey();
  const input = { userid: staff._id, employeeNo: 'IDEM-1' };
  expect(await call('org.setEmployeeNo', input, key)).toMatchObject({ status: 200 });
  expect(await call('org.setEmployeeNo', input, key, other)).toMatchObject({ status: 200 });
  expect(await auditsOf(staff._id)).toBe(2);
});

test('a key is its operation\'s own, even where the bodies are alike', async () => {
  const key = aKey();
  expect(await call('org.startSync', {}, key)).toMatchObject({ status: 200 });
  expect(await call('customers.startImport', {}, key)).toMatchObject({ status: 422, body: { code: 'platform.idempotencyKeyReused' } });
  expect(await AuditLog.countDocuments({ operation: 'customers.startImport' })).toBe(0);
});

test('a refusal is not remembered: mended, the same call goes through', async () => {
  const [one, holder] = [await aStaff(), await aStaff()];
  const key = aKey();
  const input = { userid: one._id, employeeNo: holder.employeeNo };
  expect(await call('org.setEmployeeNo', input, key)).toMatchObject({ status: 409 });
  await Staff.updateOne({ _id: holder._id }, { employeeNo: 'IDEM-3' });
  expect(await call('org.setEmployeeNo', input, key)).toMatchObject({ status: 200, body: { employeeNo: input.employeeNo } });
});

test('a write that had to begin anew is in the audit log once', async () => {
  const staff = await aStaff();
  const key = aKey();
  const rival = await mongoose.startSession();
  rival.startTransaction();
  await RememberedAnswer.create([{ _id: `staff:${admin.staff._id}:${key}`, operation: 'x', bodyHash: 'x', answer: {}, at: new Date() }], { session: rival });
  const writing = call('org.setEmployeeNo', { userid: staff._id, employeeNo: 'IDEM-4' }, key);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await auditsOf(staff._id)).toBe(0);
  await rival.abortTransaction();
  await rival.endSession();
  expect(await writing).toMatchObject({ status: 200, body: { employeeNo: 'IDEM-4' } });
  expect(await auditsOf(staff._id)).toBe(1);
});

test.each(['short', 'with blank', 'x'.repeat(65), '$where-key'])('%s is no key', async (key) => {
  expect(await call('org.setEmployeeNo', {}, key)).toMatchObject({ status: 400, body: { issues: [{ path: 'Idempotency-Key' }] } });
});
