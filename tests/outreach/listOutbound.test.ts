import type { OutboundState } from '../../shared/outreach/constants.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { newId } from '../../server/platform/chance.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let [amy, ben, far, supervisor, operator]: SignedIn[] = [];
let minute = 0;
async function anOutbound(staff: StaffRow | undefined, state: OutboundState = 'sent'): Promise<string> {
  if (!staff) throw new Error('no staff');
  minute += 1;
  const customer = await aCustomer({ name: `昵称${minute}`, follows: [{ staff }] });
  const receivedAt = new Date(Date.UTC(2026, 10, 22, 1, minute));
  const id = newId();
  await Outbound.create({
    _id: id, businessKey: id, purpose: 'service', channel: 'welcome', state, reason: state === 'missed' ? 'codeInvalid' : null, customerId: customer._id, externalUserid: customer.externalUserid,
    staffUserid: staff._id, departmentPath: staff.departmentPath, contentVersionId: 'welcome-brief-1', contentTitle: '简短问候',
    values: { customerName: '', staffName: '', branchName: '', weekOffers: '', greeting: '', privacyLink: '' }, welcomeCode: '', requestedAt: receivedAt, receivedAt, attempts: 1,
    finishedAt: new Date(receivedAt.getTime() + 321),
  });
  return id;
}
let ids: string[] = [];
beforeAll(async () => {
  await aTree();
  [amy, ben, far, supervisor, operator] = [
    await aSignedIn({ name: '陈安琪' }), await aSignedIn(), await aSignedIn({ place: 'tianhe' }), await aSignedIn({ place: 'east', roles: ['supervisor'] }), await aSignedIn({ place: 'headquarters', roles: ['operator'] }),
  ];
  ids = [await anOutbound(amy?.staff), await anOutbound(ben?.staff, 'missed'), await anOutbound(far?.staff)];
});
const list = async (who: SignedIn | undefined, input: unknown = {}) => post('outreach.listOutbound', input, who ? { token: who.token } : {});
const idsOf = (answer: { body: { rows: { id: string }[] } }) => answer.body.rows.map((row) => row.id);

test('newest first, with the names and how long it took', async () => {
  const answer = await list(operator);
  expect(idsOf(answer)).toEqual([...ids].reverse());
  expect(answer.body).toMatchObject({ total: 3 });
  expect(answer.body.rows[2]).toEqual({
    id: ids[0], channel: 'welcome', state: 'sent', reason: null, contentTitle: '简短问候', customerName: '昵称1', staffName: '陈安琪', requestedAt: '2026-11-22T01:01:00.000Z', tookMs: 321,
  });
  expect(answer.body.rows[1]).toMatchObject({ state: 'missed', reason: 'codeInvalid', tookMs: null });
  expect((await list(operator)).body).toEqual(answer.body);
});

test('a supervisor sees the subtree, a manager their own', async () => {
  expect(idsOf(await list(supervisor))).toEqual([ids[1], ids[0]]);
  expect(idsOf(await list(amy))).toEqual([ids[0]]);
  expect(idsOf(await list(far))).toEqual([ids[2]]);
});

test('by state and page', async () => {
  expect(idsOf(await list(operator, { state: 'missed' }))).toEqual([ids[1]]);
  expect((await list(operator, { page: 2, pageSize: 2 })).body).toMatchObject({ total: 3, rows: [{ id: ids[0] }] });
});

test('a text message: whose customer, and nothing of the number', async () => {
  const customer = await aCustomer({ name: '林小满', phone: '13900000001', follows: [{ staff: (amy as SignedIn).staff }] }); // signed in above
  const receivedAt = new Date('2026-11-22T02:00:00.000Z');
  const row = { purpose: 'service', channel: 'sms', contentVersionId: 'sms-phone-code-1', contentTitle: '手机验证码', values: {}, requestedAt: receivedAt, receivedAt, attempts: 1, departmentPath: '/1/2/21/' } as const;
  await Outbound.create([
    { ...row, _id: 'sms1', businessKey: 'phoneCode:1', customerId: customer._id, state: 'sent', finishedAt: new Date(receivedAt.getTime() + 80), sealedPhone: '', challengeId: 'ch1' },
    { ...row, _id: 'sms2', businessKey: 'phoneCode:2', customerId: 'an_absorbed_record', state: 'failed', reason: 'smsNotConfigured', requestedAt: new Date(receivedAt.getTime() + 1_000), sealedPhone: '', challengeId: 'ch2' },
  ]);
  await Customer.updateOne({ _id: customer._id }, { mergedIds: ['an_absorbed_record'] });
  const { body } = await list(supervisor, { channel: 'sms' });
  const shown = { channel: 'sms', contentTitle: '手机验证码', customerName: '林小满', staffName: '' };
  expect(body).toEqual({ total: 2, rows: [
    { ...shown, id: 'sms2', state: 'failed', reason: 'smsNotConfigured', requestedAt: '2026-11-22T02:00:01.000Z', tookMs: null },
    { ...shown, id: 'sms1', state: 'sent', reason: null, requestedAt: '2026-11-22T02:00:00.000Z', tookMs: 80 },
  ] });
  expect((await list(amy, { channel: 'sms' })).body.total).toBe(0);
  expect((await list(far, { channel: 'sms' })).body.total).toBe(0);
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await list(undefined)).toMatchObject({ status: 401 });
  expect(await list(await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([[{ state: 'lost' }, 'state'], [{ state: { $ne: 'sent' } }, 'state.$ne'], [{ page: 0 }, 'page'], [{ customerId: 'x' }, 'customerId']])('bad input %j names the field', async (input, path) => {
  const answer = await list(operator, input);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
