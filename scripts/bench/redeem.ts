import { Campaign } from '../../server/channels/campaign.model.ts';
import { createCampaign } from '../../server/channels/createCampaign.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { blankCustomer } from '../../server/customers/store.ts';
import { Department } from '../../server/org/department.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { businessDay, now, systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import { openSession } from '../../server/platform/session.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { issueInvites } from '../../server/referral/issueInvites.ts';
import { boot } from '../../server/run.ts';
import { fire } from './fire.mjs';
import { check, median, quantile, serverSettings, startBuilt, table } from './lib.mjs';

/** Invite codes redeemed by 64 customers at once, each once; the touch, the decision and the holder are on disk when it is answered. */
const rounds = 5;
const each = 1_000;
const managers = 50;
const actor = systemActor('bench');

await boot();
const syncedAt = systemTime();
await Department.create([{ _id: 1, name: '江海银行', parentId: 0, path: '/1/', kind: 'headquarters', order: 0, syncedAt }]);
const staff = Array.from({ length: managers }, (_, index): StaffRow => ({
  _id: `u_${index}`, name: `经理${index}`, employeeNo: `E${index}`, employeeNoMended: false, position: '', departmentIds: [1], mainDepartmentId: 1, departmentPath: '/1/', departmentPaths: ['/1/'],
  roles: ['manager'], canAddCustomers: true, status: 'active', syncedAt, telephone: '', sealedPhone: '', phoneIndex: null, sealedMail: '', phoneMended: false, mailMended: false,
}));
await Staff.insertMany(staff);
const day = (count: number) => businessDay(new Date(now().getTime() + count * 86_400_000));
const { id } = await call(createCampaign, { name: '压测', from: day(-1), to: day(30), departmentId: 1 }, { actor });
const campaign = await Campaign.findById(id).lean();
if (!campaign) throw new Error('no campaign');
const invites = await inTransaction((tx) => issueInvites(staff, { campaign, expiresAt: null, createdBy: 'bench', at: now() }, tx));

let serial = 0;
/** Customers with their sessions, and for each the request as bytes. */
async function requests(): Promise<Buffer[]> {
  const people = Array.from({ length: each }, () => ({ ...blankCustomer({ lastAddedAt: now() }), openids: [`oBench${(serial += 1)}`] }));
  await Customer.insertMany(people);
  const made: Buffer[] = [];
  for (const [index, person] of people.entries()) {
    const { token } = await inTransaction((tx) => openSession('customer', person.openids[0] ?? '', 1, 'bench', tx));
    const body = JSON.stringify({ code: invites[index % invites.length]?.code });
    made.push(Buffer.from(`POST /api/referral.redeemInviteCode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`));
  }
  return made;
}

const server = await startBuilt('server', { args: ['--role=web'], env: serverSettings() });
const results: { rate: number; p50: number; p99: number }[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const { rate, took, failed } = await fire({ port: server.port, requests: await requests() });
  check(failed === 0, `${failed} 个请求没有成功`);
  if (round > 0) results.push({ rate, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }); // the first warms up
}
const total = each * (rounds + 1);
const stored = [await Touch.countDocuments({ kind: 'redeem' }), await BindingDecision.countDocuments({ supersededAt: null }), await Customer.countDocuments({ 'facts.holder.userid': { $exists: true } })];
check(stored.every((count) => count === total), `触达、决定、管户各 ${stored.join('、')}，应为 ${total}`);
table([{ side: 'Guanhu', 'redeemed/s (median)': Math.round(median(results.map((one) => one.rate))), 'p50 ms': Math.round(median(results.map((one) => one.p50))), 'p99 ms': Math.round(median(results.map((one) => one.p99))) }]);
await server.stop();
process.exit(0);
