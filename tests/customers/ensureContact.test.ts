import { Customer } from '../../server/customers/customer.model.ts';
import { ensureContact, type Contact } from '../../server/customers/ensureContact.ts';
import { recordMarks } from '../../server/customers/recordMarks.ts';
import { recordRemoval } from '../../server/customers/recordRemoval.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useServer } from '../support/harness.ts';

useServer();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy', place: 'bund' });
  await aStaff({ userid: 'u_ben', place: 'xuhui' });
});

let count = 0;
const anId = () => { count += 1; return `wmEnsure${count}`; };
const at = (seconds: number) => new Date(1_790_000_000_000 + seconds * 1_000);
const ensure = (contact: Contact) => inTransaction((tx) => ensureContact(contact, tx));
const remove = (externalUserid: string, seconds: number) => inTransaction((tx) => recordRemoval({ externalUserid, userid: 'u_amy', at: at(seconds), by: 'customer' }, tx));
const stored = (externalUserid: string) => Customer.findOne({ externalUserid }).lean();

test('a new contact becomes a customer, the second manager a second relation', async () => {
  const externalUserid = anId();
  const first = await ensure({ externalUserid, userid: 'u_amy', addedAt: at(0), state: 'ch_1', profile: { name: '小雨', avatar: 'https://a', gender: 2, type: 1, unionid: 'o1' } });
  const second = await ensure({ externalUserid, userid: 'u_ben', addedAt: at(500) });
  expect(first.isNew).toBe(true);
  expect(second).toEqual({ customerId: first.customerId, isNew: false });
  expect(await stored(externalUserid)).toMatchObject({
    _id: first.customerId, name: '小雨', unionid: 'o1', lastAddedAt: at(500),
    follows: [{ userid: 'u_amy', departmentPath: '/1/2/21/', channelState: 'ch_1' }, { userid: 'u_ben', departmentPath: '/1/2/22/' }],
  });
});

test('told many times at once, by several processes, it is one customer with one relation each', async () => {
  const externalUserid = anId();
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => ensure({ externalUserid, userid: n % 2 ? 'u_amy' : 'u_ben', addedAt: at(0) })));
  expect(new Set(answers.map((each) => each.customerId)).size).toBe(1);
  expect(answers.filter((each) => each.isNew)).toHaveLength(1);
  const customer = await stored(externalUserid);
  expect(customer?.follows.map((each) => each.userid).sort()).toEqual(['u_amy', 'u_ben']);
});

test('a repeat without news writes nothing', async () => {
  const externalUserid = anId();
  const contact = { externalUserid, userid: 'u_amy', addedAt: at(0), readAt: at(1), profile: { name: '小雨', avatar: '', gender: 0, type: 1 } as const, remark: '林', tagIds: ['et1'], phones: ['13800000001'] };
  await ensure(contact);
  const before = await stored(externalUserid);
  await ensure(contact);
  expect(await stored(externalUserid)).toEqual(before);
});

test('an answer of WeCom that is older than the last one changes nothing', async () => {
  const externalUserid = anId();
  const told = (name: string, seconds: number) => ensure({ externalUserid, userid: 'u_amy', addedAt: at(0), readAt: at(seconds), profile: { name, avatar: '', gender: 0, type: 1 }, remark: name });
  await told('新昵称', 20);
  await told('旧昵称', 10);
  expect(await stored(externalUserid)).toMatchObject({ name: '新昵称', follows: [{ remark: '新昵称' }] });
});

test('an add without an answer of WeCom keeps name, remark and tags', async () => {
  const externalUserid = anId();
  await ensure({ externalUserid, userid: 'u_amy', addedAt: at(0), profile: { name: '小雨', avatar: '', gender: 0, type: 1 }, remark: '林', tagIds: ['et1'] });
  await ensure({ externalUserid, userid: 'u_amy', addedAt: at(1_000) });
  expect(await stored(externalUserid)).toMatchObject({ name: '小雨', follows: [{ remark: '林', tagIds: ['et1'], addedAt: at(1_000) }] });
});

test('a removal before its add, and an add again after it', async () => {
  const externalUserid = anId();
  await remove(externalUserid, 100);
  await ensure({ externalUserid, userid: 'u_amy', addedAt: at(0) });
  expect(await stored(externalUserid)).toMatchObject({ lastAddedAt: at(0), follows: [{ state: 'lostByCustomer', addedAt: at(0), removedAt: at(100) }] });
  await ensure({ externalUserid, userid: 'u_amy', addedAt: at(200) });
  await remove(externalUserid, 100);
  expect(await stored(externalUserid)).toMatchObject({ follows: [{ state: 'active', addedAt: at(200), removedAt: null }] });
});

test('marks that we set ourselves are kept and found', async () => {
  const externalUserid = anId();
  await ensure({ externalUserid, userid: 'u_amy', addedAt: at(0), tagIds: ['et1'] });
  await inTransaction((tx) => recordMarks({ externalUserid, userid: 'u_amy', addTagIds: ['et1', 'et2'], remark: '外滩-小雨' }, tx));
  expect(await stored(externalUserid)).toMatchObject({ follows: [{ remark: '外滩-小雨', tagIds: ['et1', 'et2'] }] });
  expect(await Customer.countDocuments({ 'follows.grams': '外滩', externalUserid })).toBe(1);
});
