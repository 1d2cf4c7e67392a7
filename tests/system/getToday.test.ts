import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import type { OutboundState } from '../../shared/outreach/constants.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();

let head: SignedIn;
let east: SignedIn;
let amy: SignedIn;
beforeAll(async () => {
  freezeClock('2026-11-22T06:00:00.000Z'); // 14:00 in Shanghai
  await aTree();
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn();
  const tian = await aStaff({ place: 'tianhe' });
  const ben = await aStaff({ place: 'xuhui' });
  await aCustomer({ follows: [{ staff: amy.staff, addedAt: '2026-11-21T16:00:00.000Z' }, { staff: tian, addedAt: '2026-11-22T01:00:00.000Z' }] });
  await aCustomer({ follows: [{ staff: ben, addedAt: '2026-11-21T15:59:59.000Z', state: 'lostByCustomer', removedAt: '2026-11-22T02:00:00.000Z' }] });
  await aCustomer({ follows: [{ staff: ben, addedAt: '2026-11-08T16:00:00.000Z' }] });
  await aCustomer({ follows: [{ staff: tian, addedAt: '2026-11-08T15:59:59.000Z' }] });
  await welcomes(amy.staff, ['sent', 'missed'], '2026-11-22T03:00:00.000Z');
  await welcomes(tian, ['sent', 'sent', 'failed', 'refused', 'queued', 'uncertain'], '2026-11-22T03:00:00.000Z');
  await welcomes(amy.staff, ['sent'], '2026-11-21T15:00:00.000Z');
  await codes(amy.staff, ['active', 'disabled']);
  await codes(tian, ['active']);
});

let count = 0;
const welcomes = (staff: StaffRow, states: OutboundState[], requestedAt: string) => Outbound.create(states.map((state) => {
  count += 1;
  return {
    _id: `o${count}`, businessKey: `k${count}`, purpose: 'service' as const, channel: 'welcome' as const, state, customerId: 'c', externalUserid: 'wm', staffUserid: staff._id,
    departmentPath: staff.departmentPath, contentVersionId: 'v', values: {}, requestedAt: new Date(requestedAt), receivedAt: new Date(requestedAt),
  };
}));
const codes = (staff: StaffRow, states: ('active' | 'disabled')[]) => ChannelCode.create(states.map((state) => {
  count += 1;
  return {
    _id: `c${count}`, name: `码${count}`, state, staff: [{ userid: staff._id, dailyCap: null, shifts: [] }], backupUserid: staff._id, welcomeVersionId: 'v',
    departmentPath: staff.departmentPath, staffPath: staff.departmentPath, createdBy: staff._id, createdAt: '2026-11-01T00:00:00.000Z', revision: 1, edition: 1,
  };
}));

const call = (input: unknown, token?: string) => post('system.getToday', input, token ? { token } : {});

test('headquarters sees the whole bank', async () => {
  const { status, body } = await call({}, head.token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ day: '2026-11-22', addedToday: 2, addedYesterday: 1, lostToday: 1, customersTotal: 4, welcomesSent: 3, welcomesMissed: 3, codesActive: 2 });
});

test('the trend has fourteen days of Shanghai, today last', async () => {
  const { trend } = (await call({}, head.token)).body;
  expect(trend).toHaveLength(14);
  expect(trend[0]).toEqual({ day: '2026-11-09', added: 1, lost: 0 });
  expect(trend[1]).toEqual({ day: '2026-11-10', added: 0, lost: 0 });
  expect(trend.at(-1)).toEqual({ day: '2026-11-22', added: 2, lost: 1 });
});

test("a branch sees its subtree, a manager their own, and neither the other branch's", async () => {
  expect((await call({}, east.token)).body).toMatchObject({ addedToday: 1, addedYesterday: 1, lostToday: 1, customersTotal: 3, welcomesSent: 1, welcomesMissed: 1, codesActive: 1 });
  expect((await call({}, amy.token)).body).toMatchObject({ addedToday: 1, addedYesterday: 0, lostToday: 0, customersTotal: 1, welcomesSent: 1, welcomesMissed: 1, codesActive: 1 });
  const { token } = await aSignedIn({ place: 'bund', roles: ['manager'] });
  expect((await call({}, token)).body).toMatchObject({ addedToday: 0, customersTotal: 0, welcomesSent: 0, codesActive: 0 });
});

test('the same call again gives the same answer', async () => {
  expect((await call({}, east.token)).body).toEqual((await call({}, east.token)).body);
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([[{ departmentId: 3 }, 'departmentId'], [{ day: { $gt: '' } }, 'day.$gt']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, head.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
