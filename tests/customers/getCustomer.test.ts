import { contactImported } from '../../server/customers/events.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { unmerge } from '../../server/customers/unmerge.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call as callOperation } from '../../server/platform/operation.ts';
import { externalContactEdited, externalContactRemoved } from '../../server/wecom/events.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, aMiniCustomer, someTags } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let supervisor: SignedIn;
let amy: SignedIn;
let tian: StaffRow;
beforeAll(async () => {
  await aTree();
  await someTags();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn({ name: '陈安琪' });
  tian = await aStaff({ place: 'tianhe', name: '何天' });
});

const call = (input: unknown, token?: string) => post('customers.getCustomer', input, token ? { token } : {});

test('one customer with tags, masked mobile and what happened, newest first', async () => {
  const customer = await aCustomer({ name: '小雨', follows: [
    { staff: amy.staff, tagIds: ['etPlatinum', 'etFunds'], phones: ['13800000001'], addedAt: '2026-11-20T02:00:00.000Z', channelState: 'ch_1' },
    { staff: tian, addedAt: '2026-11-18T02:00:00.000Z' },
  ] });
  const { externalUserid } = customer;
  await inTransaction(async (tx) => {
    const payload = { customerId: customer._id, externalUserid, userid: amy.staff._id, channelState: 'ch_1', addedAt: '2026-11-20T02:00:00.000Z', lost: false };
    await publish(contactImported, { key: `${externalUserid}:a`, payload, at: new Date('2026-11-20T02:00:00.000Z') }, tx);
    const relation = { callbackId: 'c1', externalUserid };
    await publish(externalContactEdited, { key: 'c1', payload: { ...relation, userid: amy.staff._id, state: null }, at: new Date('2026-11-21T03:00:00.000Z') }, tx);
    await publish(externalContactRemoved, { key: 'c2', payload: { ...relation, userid: tian._id, by: 'customer', byTransfer: false }, at: new Date('2026-11-22T03:00:00.000Z') }, tx);
  });

  const { status, body } = await call({ id: customer._id }, supervisor.token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: customer._id, name: '小雨', phoneMasked: '138****0001', gender: 'female', can: ['customers.getCustomer'] });
  expect(body.follows.map((each: { userid: string; tags: unknown }) => [each.userid, each.tags])).toEqual([[amy.staff._id, [{ id: 'etPlatinum', name: '白金' }, { id: 'etFunds', name: '理财' }]]]);
  expect(body.timeline.map((line: { at: string; words: string }) => [line.at, line.words])).toEqual([
    ['2026-11-21T03:00:00.000Z', '陈安琪：修改了备注或标签'],
    ['2026-11-20T02:00:00.000Z', '陈安琪：扫码添加了企业微信'],
  ]);
});

test('a relation from before our time has its add in the timeline', async () => {
  const customer = await aCustomer({ follows: [{ staff: amy.staff, addedAt: '2026-01-05T02:00:00.000Z' }] });
  expect((await call({ id: customer._id }, amy.token)).body.timeline).toEqual([{ id: expect.any(String), at: '2026-01-05T02:00:00.000Z', words: '陈安琪：添加了企业微信' }]);
});

test('by what somebody is known', async () => {
  const whole = await aCustomer({ openids: ['oGet1'], phone: '13600000001', phoneVerifiedAt: '2026-11-21T05:00:00.000Z', follows: [{ staff: amy.staff, addedAt: '2026-11-20T02:00:00.000Z' }] });
  expect((await call({ id: whole._id }, amy.token)).body.identities).toEqual([
    { kind: 'externalContact', words: '企业微信外部联系人', at: '2026-11-20T02:00:00.000Z' },
    { kind: 'miniProgram', words: '小程序用户', at: null },
    { kind: 'phone', words: '已验证手机号 136****0001', at: '2026-11-21T05:00:00.000Z' },
  ]);
  const mini = await aMiniCustomer({ createdAt: '2026-11-19T01:00:00.000Z', heldBy: amy.staff });
  expect((await call({ id: mini._id }, amy.token)).body).toMatchObject({ name: '小程序客户', follows: [], merges: [], identities: [{ kind: 'miniProgram', at: '2026-11-19T01:00:00.000Z' }] });
});

test('a merged person is found by every id, tells of both, and may be taken apart by a supervisor', async () => {
  const lin = await aCustomer({ name: '小雨', follows: [{ staff: amy.staff, addedAt: '2026-11-20T02:00:00.000Z' }] });
  const mini = await aMiniCustomer();
  await inTransaction((tx) => recordVerifiedPhone({ customerId: mini._id, phone: '13600000002', key: 'g1', at: new Date('2026-11-20T03:00:00.000Z') }, tx));
  const mergeId = await inTransaction((tx) => mergePeople(lin._id, mini._id, 'unionid', tx));
  const { body } = await call({ id: mini._id }, supervisor.token);
  expect(body).toMatchObject({ id: lin._id, name: '小雨', phoneMasked: '136****0002' });
  expect(body.timeline.map((line: { words: string }) => line.words)).toEqual(['合并了一条客户记录：同一微信（unionid）', '首次验证手机号', '陈安琪：添加了企业微信']);
  expect(body.merges).toEqual([{ id: mergeId, at: expect.any(String), reason: 'unionid', words: '合并一条客户记录：同一微信（unionid）', undoneAt: null, can: ['customers.unmerge'] }]);
  expect((await call({ id: lin._id }, amy.token)).body.merges).toMatchObject([{ id: mergeId, can: [] }]);
  await callOperation(unmerge, { mergeId, reason: '不是同一个人' }, { actor: systemActor('test') });
  expect((await call({ id: lin._id }, supervisor.token)).body.merges).toMatchObject([{ id: mergeId, undoneAt: expect.any(String), can: [], words: '曾合并、后拆分一条客户记录：同一微信（unionid）' }]);
  expect((await call({ id: mini._id }, supervisor.token)).status).toBe(404);
});

test('of a chain only the last merge may be taken back', async () => {
  const [lin, first, second] = [await aCustomer({ follows: [{ staff: amy.staff }] }), await aMiniCustomer(), await aMiniCustomer()];
  const inner = await inTransaction((tx) => mergePeople(first._id, second._id, 'unionid', tx));
  const outer = await inTransaction((tx) => mergePeople(lin._id, first._id, 'unionid', tx));
  const { merges } = (await call({ id: second._id }, supervisor.token)).body;
  expect(new Map(merges.map((each: { id: string; can: string[] }) => [each.id, each.can]))).toEqual(new Map([[outer, ['customers.unmerge']], [inner, []]]));
});

test('the same call again gives the same answer', async () => {
  const { _id: id } = await aCustomer({ follows: [{ staff: amy.staff }] });
  expect((await call({ id }, amy.token)).body).toEqual((await call({ id }, amy.token)).body);
});

test("another branch's customer, a colleague's customer and no customer are all the same: 404", async () => {
  const { _id: theirs } = await aCustomer({ follows: [{ staff: tian }] });
  const { _id: colleagues } = await aCustomer({ follows: [{ staff: await aStaff() }] });
  for (const answer of [await call({ id: theirs }, supervisor.token), await call({ id: colleagues }, amy.token), await call({ id: 'nobody' }, amy.token)]) {
    expect(answer).toMatchObject({ status: 404, body: { code: 'customers.notFound' } });
  }
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await call({ id: 'x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ roles: [] });
  expect(await call({ id: 'x' }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{}, 'id'],
  [{ id: { $gt: '' } }, 'id.$gt'],
  [{ id: 'x', follows: [] }, 'follows'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, amy.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
