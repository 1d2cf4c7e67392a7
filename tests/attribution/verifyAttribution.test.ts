import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { Holding } from '../../server/attribution/holding.model.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { verifyAttribution } from '../../server/attribution/verifyAttribution.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, useServer } from '../support/harness.ts';

useServer();
let customerId: string;
beforeEach(async () => {
  await emptyData();
  await aTree();
  await aStaff({ userid: 'amy' });
  await aStaff({ userid: 'ben' });
  customerId = (await aMiniCustomer())._id;
  await touched({ key: 'v1', customerId, managerUserid: 'amy', at: new Date('2026-11-01T00:00:00Z') });
  await touched({ key: 'v2', customerId, managerUserid: 'ben', at: new Date('2026-11-02T00:00:00Z') });
});

test('what was recorded is what a replay gives', async () => {
  expect(await verifyAttribution()).toEqual({ words: '1 位客户的 2 条触达', difference: null });
});

test.each([
  ['a decision', () => BindingDecision.updateOne({ _id: 'v2#1' }, { after: 'ben' }), () => `客户 ${customerId} 的触达 v2 存下的是 firstTouchKeeps（amy → ben，第 1 版），重放得到 firstTouchKeeps（amy → amy，第 1 版）`],
  ['a decision that is gone', () => BindingDecision.deleteOne({ _id: 'v2#1' }), () => `客户 ${customerId} 的触达 v2 没有有效判断，重放得到 firstTouchKeeps（amy → amy，第 1 版）`],
  ['a touch', () => Touch.updateOne({ _id: 'v1' }, { managerUserid: 'ben' }), () => `客户 ${customerId} 的触达 v1 存下的是 firstBinding（无 → amy，第 1 版），重放得到 firstBinding（无 → ben，第 1 版）`],
  ['a touch that is gone', () => Touch.deleteOne({ _id: 'v2' }), () => `客户 ${customerId} 有 1 条触达，却有 2 条有效判断`],
  ['the holder', () => Holding.updateOne({ _id: customerId }, { 'holder.userid': 'ben' }), () => `客户 ${customerId} 的当前管户是 ben，重放得到 amy`],
  ['the customer’s facts', () => Customer.updateOne({ _id: customerId }, { 'facts.holder': null }), () => `客户 ${customerId} 的客户资料上的管户是 无，重放得到 amy`],
  ['the bank’s confirmation', () => Customer.updateOne({ _id: customerId }, { 'facts.confirmedHolder': { userid: 'amy', departmentPath: '/1/', since: new Date() } }), () => `客户 ${customerId} 的客户资料上银行确认的管户是 amy，重放得到 无`],
])('finds %s that was tampered with', async (_, tamper, words) => {
  await tamper();
  expect((await verifyAttribution()).difference).toBe(words());
});

test('finds decisions of a person all of whose touches are gone', async () => {
  await Touch.deleteMany({});
  expect((await verifyAttribution()).difference).toBe('有 2 条有效判断没有触达');
});
