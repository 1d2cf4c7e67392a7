import { Customer } from '../../server/customers/customer.model.ts';
import { staffMoved } from '../../server/org/events.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { externalContactAdded, externalContactEdited, externalContactRemoved } from '../../server/wecom/events.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { useWecomStub } from '../support/wecomStub.ts';

useServer();
const wecom = useWecomStub();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy', place: 'bund' });
  await aStaff({ userid: 'u_ben', place: 'xuhui' });
});
beforeEach(() => wecom.refuses.clear());

const seconds = 1_790_000_000;
const at = (later: number) => new Date((seconds + later) * 1_000);
let count = 0;
function aContact(userid = 'u_amy') {
  count += 1;
  const id = `wmEvent${count}`;
  wecom.contacts.set(id, { name: '小雨', gender: 2, relations: [{ userid, remark: '林女士', createtime: seconds, tagIds: ['etGold'], addWay: 1, state: 'ch_demo', mobiles: ['13800000001'] }] });
  return id;
}
const ids = (externalUserid: string) => ({ callbackId: `${externalUserid}:${(count += 1)}`, userid: 'u_amy', externalUserid });
const added = (externalUserid: string, later = 1) => inTransaction((tx) => publish(externalContactAdded, {
  key: `${externalUserid}:add:${later}`, at: at(later),
  payload: { ...ids(externalUserid), half: false, state: 'ch_demo', welcomeCode: null, receivedAt: at(later).toISOString() },
}, tx));
const edited = (externalUserid: string) => inTransaction((tx) => publish(externalContactEdited, { key: `${externalUserid}:edit:${(count += 1)}`, payload: { ...ids(externalUserid), state: null } }, tx));
const removed = (externalUserid: string, later: number) => inTransaction((tx) => publish(externalContactRemoved, {
  key: `${externalUserid}:remove:${later}`, at: at(later), payload: { ...ids(externalUserid), by: 'customer', byTransfer: false },
}, tx));
const stored = (externalUserid: string) => Customer.findOne({ externalUserid }).lean();

test('an add makes the customer with what WeCom tells of it', async () => {
  const id = aContact();
  await added(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ name: '小雨', gender: 2, follows: [{ userid: 'u_amy', departmentPath: '/1/2/21/', remark: '林女士', tagIds: ['etGold'], channelState: 'ch_demo', addWay: 1, state: 'active' }] });
});

test('while WeCom cannot be asked the relation counts, and the profile follows later', async () => {
  const id = aContact();
  wecom.refuses.set('get', -1);
  await added(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ name: '', follows: [{ userid: 'u_amy', channelState: 'ch_demo', state: 'active' }] });
  wecom.refuses.clear();
  setClock(() => new Date(systemTime().getTime() + 60_000));
  await workOff();
  setClock(systemTime);
  expect(await stored(id)).toMatchObject({ name: '小雨', follows: [{ remark: '林女士' }] });
});

test('an edit reads remark and tags again', async () => {
  const id = aContact();
  await added(id);
  await workOff();
  const [relation] = wecom.contacts.get(id)?.relations ?? [];
  Object.assign(relation ?? {}, { remark: '林总', tagIds: ['etPlatinum'], mobiles: [] });
  await edited(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ follows: [{ remark: '林总', tagIds: ['etPlatinum'], phones: [], state: 'active' }] });
});

test('an edit of a contact with no relation left changes nothing', async () => {
  const id = aContact();
  await added(id);
  await workOff();
  wecom.contacts.delete(id);
  await edited(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ name: '小雨', follows: [{ remark: '林女士' }] });
});

test.each([['as it happened', ['added', 'removed']], ['the other way round', ['removed', 'added']]] as const)('a removal, told %s, ends the relation although WeCom still lists it', async (_, order) => {
  const id = aContact();
  for (const fact of order) await (fact === 'added' ? added(id) : removed(id, 300));
  await workOff();
  expect(await stored(id)).toMatchObject({ name: '小雨', follows: [{ state: 'lostByCustomer', removedAt: at(300) }] });
  await edited(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ follows: [{ state: 'lostByCustomer' }] });
});

test('relations and held customers go with their manager to the new department', async () => {
  const id = aContact('u_ben');
  const held = await aMiniCustomer({ heldBy: await Staff.findById('u_ben').orFail().lean<StaffRow>() });
  await edited(id);
  await workOff();
  expect(await stored(id)).toMatchObject({ follows: [{ userid: 'u_ben', departmentPath: '/1/2/22/' }] });
  await Staff.updateOne({ _id: 'u_ben' }, { departmentPath: '/1/3/31/', departmentPaths: ['/1/3/31/'] });
  await inTransaction((tx) => publish(staffMoved, { key: 'u_ben:1', payload: { userid: 'u_ben', fromPath: '/1/2/22/', toPath: '/1/3/31/' } }, tx));
  await workOff();
  expect(await stored(id)).toMatchObject({ follows: [{ userid: 'u_ben', departmentPath: '/1/3/31/' }] });
  expect(await Customer.findById(held._id).lean()).toMatchObject({ facts: { holder: { userid: 'u_ben', departmentPath: '/1/3/31/' }, confirmedHolder: null } });
});
