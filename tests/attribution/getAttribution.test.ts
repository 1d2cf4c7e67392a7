import { Campaign } from '../../server/channels/campaign.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aTouch, joined, touched } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let amy: SignedIn;
let ben: SignedIn;
let east: SignedIn;
let south: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T02:00:00Z');
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪', place: 'bund' });
  ben = await aSignedIn({ userid: 'ben', name: '周本', place: 'xuhui' });
  east = await aSignedIn({ roles: ['supervisor'], place: 'east' });
  south = await aSignedIn({ roles: ['supervisor'], place: 'south' });
  await Campaign.create({ _id: 'cmp1', name: '新春开户', from: '2026-11-01', to: '2026-11-30', departmentId: 2, departmentPath: '/1/2/', createdBy: 'x', createdByName: 'x', createdAt: new Date() });
});
const get = (input: unknown, who?: SignedIn) => post('attribution.getAttribution', input, who ? { token: who.token } : {});
const bund = { userid: 'amy', name: '陈安琪', departmentName: '外滩支行' };
const xuhui = { userid: 'ben', name: '周本', departmentName: '徐汇支行' };

test('the holder, the intervals, and each touch with its decisions in words', async () => {
  const { _id: customerId } = await aCustomer({ follows: [{ staff: amy.staff }] });
  await touched({ key: 'g1', customerId, managerUserid: 'amy', at: new Date('2026-11-10T04:00:00Z'), campaignId: 'cmp1', words: '渠道码「海报」' });
  await touched({ key: 'g2', customerId, managerUserid: 'ben', at: new Date('2026-11-12T04:00:00Z') });
  const { status, body } = await get({ customerId }, east);
  expect(status).toBe(200);
  expect(body).toEqual({
    // 180 days after 2026-11-10 is 2027-05-09.
    holder: { ...bund, since: '2026-11-10T04:00:00.000Z', until: '2027-05-09T04:00:00.000Z', locked: false, words: '2027年5月9日前没有新的触达，其他客户经理就可以接手' },
    intervals: [{ manager: bund, from: '2026-11-10T04:00:00.000Z', to: null }],
    touches: [
      {
        id: 'g2', kind: 'add', at: '2026-11-12T04:00:00.000Z', recordedAt: '2026-11-22T02:00:00.000Z', manager: xuhui, campaignName: '', words: '',
        decisions: [{ id: 'g2#1', reason: 'firstTouchKeeps', words: '按首次触达规则，仍归陈安琪', before: bund, after: bund, policyVersion: 1, decidedAt: '2026-11-22T02:00:00.000Z', supersededAt: null, supersededWords: '' }],
      },
      {
        id: 'g1', kind: 'add', at: '2026-11-10T04:00:00.000Z', recordedAt: '2026-11-22T02:00:00.000Z', manager: bund, campaignName: '新春开户', words: '渠道码「海报」',
        decisions: [{ id: 'g1#1', reason: 'firstBinding', words: '之前没有管户，归属陈安琪', before: null, after: bund, policyVersion: 1, decidedAt: '2026-11-22T02:00:00.000Z', supersededAt: null, supersededWords: '' }],
      },
    ],
    pendingApprovalId: null,
    can: ['attribution.requestCorrection'],
  });
  expect((await get({ customerId }, east)).body).toEqual(body);
  expect((await get({ customerId }, amy)).body).toEqual({ ...body, can: [] });
});

test('what no longer stands is shown with its reason', async () => {
  const { _id: customerId } = await aCustomer({ follows: [{ staff: amy.staff }] });
  await touched({ key: 'h2', customerId, managerUserid: 'amy', at: new Date('2026-11-12T04:00:00Z') });
  freezeClock('2026-11-22T03:00:00Z');
  await touched({ key: 'h1', customerId, managerUserid: 'ben', kind: 'scan', at: new Date('2026-11-10T04:00:00Z') });
  freezeClock('2026-11-22T02:00:00Z');
  const { body } = await get({ customerId }, amy);
  expect(body.touches[0].decisions).toMatchObject([
    { id: 'h2#2', reason: 'strongerTakes', words: '这次触达更强，改归陈安琪', before: xuhui, after: bund, supersededAt: null },
    { id: 'h2#1', reason: 'firstBinding', supersededAt: '2026-11-22T03:00:00.000Z', supersededWords: '后来才得知更早的「扫小程序码」，重新判断' },
  ]);
  expect(body.intervals).toEqual([{ manager: xuhui, from: '2026-11-10T04:00:00.000Z', to: '2026-11-12T04:00:00.000Z' }, { manager: bund, from: '2026-11-12T04:00:00.000Z', to: null }]);
});

test('locked by the bank; a window that has passed; nobody', async () => {
  const [locked, passed, nobody] = await Promise.all([0, 1, 2].map(() => aCustomer({ follows: [{ staff: amy.staff }] })));
  await touched({ customerId: locked?._id ?? '', managerUserid: 'amy', kind: 'confirm' });
  await touched({ customerId: passed?._id ?? '', managerUserid: 'amy', at: new Date('2026-01-01T00:00:00Z') });
  expect((await get({ customerId: locked?._id }, amy)).body.holder).toMatchObject({ locked: true, until: null, words: '银行已确认管户，不再变动' });
  expect((await get({ customerId: passed?._id }, amy)).body.holder).toMatchObject({ ...bund, locked: false, until: '2026-06-30T00:00:00.000Z', words: '已超过 180 天没有新的触达，其他客户经理可以接手' });
  expect((await get({ customerId: nobody?._id }, amy)).body).toEqual({ holder: null, intervals: [], touches: [], pendingApprovalId: null, can: [] });
});

test('of merged records either id shows the one person', async () => {
  const [one, two] = [await aCustomer({ follows: [{ staff: amy.staff }] }), await aMiniCustomer()];
  await touched({ key: 'm1', customerId: one._id, managerUserid: 'amy', at: new Date('2026-11-12T04:00:00Z') });
  await touched({ key: 'm2', customerId: two._id, managerUserid: 'ben', at: new Date('2026-11-10T04:00:00Z') });
  await joined(one._id, two._id);
  await touched(aTouch({ key: 'm3', customerId: one._id, managerUserid: null, kind: 'register', at: new Date('2026-11-13T04:00:00Z') }));
  const answers = await Promise.all([one, two].map(({ _id: customerId }) => get({ customerId }, amy)));
  expect(answers[0]?.body).toMatchObject({ holder: xuhui, touches: [{ id: 'm3' }, { id: 'm1' }, { id: 'm2' }] });
  expect(answers[1]?.body).toEqual(answers[0]?.body);
});

test('another branch’s customer, and one who does not exist: 404', async () => {
  const { _id: customerId } = await aCustomer({ follows: [{ staff: amy.staff }] });
  for (const who of [south, ben]) expect(await get({ customerId }, who)).toMatchObject({ status: 404, body: { code: 'customers.notFound' } });
  expect(await get({ customerId: 'none' }, east)).toMatchObject({ status: 404 });
});

test('nobody: 401; no role, and a customer: 403', async () => {
  expect(await get({ customerId: 'x' })).toMatchObject({ status: 401 });
  expect(await get({ customerId: 'x' }, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
  expect(await post('attribution.getAttribution', { customerId: 'x' }, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
});

test.each([[{}, 'customerId'], [{ customerId: { $ne: '' } }, 'customerId.$ne'], [{ customerId: 'x', all: 1 }, 'all']])('bad input %j names the field', async (input, path) => {
  const answer = await get(input, east);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('managers who left keep their names', async () => {
  const gone = await aStaff({ userid: 'gone', name: '吴离', place: 'bund' });
  const { _id: customerId } = await aCustomer({ follows: [{ staff: gone }] });
  await touched({ customerId, managerUserid: 'gone' });
  await Staff.updateOne({ _id: 'gone' }, { status: 'left' });
  expect((await get({ customerId }, east)).body.holder).toMatchObject({ name: '吴离' });
});
