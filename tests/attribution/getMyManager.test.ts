import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { touched } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  await aStaff({ userid: 'amy', name: '陈安琪', place: 'bund' });
  await Staff.updateOne({ _id: 'amy' }, { telephone: '021-63000000' });
});
const get = (input: unknown, bearer?: string) => post('attribution.getMyManager', input, bearer ? { bearer } : {});

test('nobody yet, then the manager whom a touch gave, and again the same', async () => {
  const { customerId, bearer } = await aMember();
  expect(await get({}, bearer)).toMatchObject({ status: 200, body: { manager: null, words: '您还没有专属客户经理，添加一位或兑换邀请码后会显示在这里' } });
  // 00:30 on the 22nd in Shanghai.
  await touched({ customerId, managerUserid: 'amy', kind: 'redeem', at: new Date('2026-11-21T16:30:00Z') });
  const { body } = await get({}, bearer);
  expect(body).toEqual({
    manager: { name: '陈安琪', position: '客户经理', departmentName: '外滩支行', telephone: '021-63000000', isAdded: false, contactWay: null },
    words: '陈安琪 从 11月22日 起为您服务',
  });
  expect((await get({}, bearer)).body).toEqual(body);
  freezeClock('2027-01-02T02:00:00Z');
  expect((await get({}, bearer)).body.words).toBe('陈安琪 从 2026年11月22日 起为您服务');
});

test('how to add the manager, once WeCom has made both ways; and that they are added', async () => {
  const amy = await Staff.findById('amy').lean();
  const of = await aCustomer({ follows: amy ? [{ staff: amy }] : [] });
  const { customerId, bearer } = await aMember({ of });
  await touched({ customerId, managerUserid: 'amy' });
  await ContactWay.updateOne({ 'owner.id': 'amy', scene: 1 }, { state: 'active', configId: 'cfg1' });
  expect((await get({}, bearer)).body.manager).toMatchObject({ isAdded: true, contactWay: null });
  await ContactWay.updateOne({ 'owner.id': 'amy', scene: 2 }, { state: 'active', configId: 'cfg2', qrCode: 'https://qr.example.com/cfg2' });
  expect((await get({}, bearer)).body.manager).toMatchObject({ contactWay: { configId: 'cfg1', qrCodeUrl: 'https://qr.example.com/cfg2' } });
});

test('a manager who has left serves nobody', async () => {
  const { customerId, bearer } = await aMember();
  await touched({ customerId, managerUserid: 'amy' });
  await Staff.updateOne({ _id: 'amy' }, { status: 'left' });
  expect((await get({}, bearer)).body).toEqual({ manager: null, words: '您的客户经理已离任，我们会尽快为您安排' });
});

test('each customer sees their own alone', async () => {
  const [one, other] = [await aMember(), await aMember()];
  await touched({ customerId: one.customerId, managerUserid: 'amy' });
  expect((await get({}, other.bearer)).body.manager).toBeNull();
});

test('nobody: 401; staff: 403; a field that is not asked for: 400', async () => {
  expect(await get({})).toMatchObject({ status: 401 });
  expect(await post('attribution.getMyManager', {}, { token: (await aSignedIn({ roles: ['admin'] })).token })).toMatchObject({ status: 403 });
  const { bearer } = await aMember();
  expect(await get({ customerId: 'x' }, bearer)).toMatchObject({ status: 400 });
});
