import fc from 'fast-check';
import type { RelationFact } from '../../server/channels/adds.rules.ts';
import { ChannelAdd } from '../../server/channels/channelAdd.model.ts';
import { ChannelRelation } from '../../server/channels/channelRelation.model.ts';
import { recordFacts, recordWelcomes } from '../../server/channels/recordFacts.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { useServer } from '../support/harness.ts';

useServer();
beforeEach(() => Promise.all([ChannelAdd.deleteMany({}), ChannelRelation.deleteMany({})]));

const amy = { externalUserid: 'wmFacts1', userid: 'u_amy' };
const ben = { externalUserid: 'wmFacts1', userid: 'u_ben' };
/** 2026-11-20 15:59:00 UTC is 23:59 in Shanghai: a minute later it is the 21st. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 15, 59 + minute));
const added = (minute: number, key = `a${minute}`): RelationFact => ({ kind: 'added', key, at: at(minute), codeId: 'code1', welcomed: false });
const removed = (minute: number, key = `r${minute}`): RelationFact => ({ kind: 'removed', key, at: at(minute), codeId: null, welcomed: false });
type Told = { relation: typeof amy; fact: RelationFact };
const tell = (facts: Told[]) => inTransaction((tx) => recordFacts(facts, tx));
const adds = async () => (await ChannelAdd.find().sort({ userid: 1, addedAt: 1 }).lean()).map(({ userid, addedAt, day, lostAt, lostDay, welcomed }) => ({ userid, addedAt, day, lostAt, lostDay, welcomed }));

test('facts of one relation that come in one batch build on each other', async () => {
  const told = await tell([added(0), removed(1), added(5), added(6, 'again')].map((fact) => ({ relation: amy, fact })));
  expect(told.map((each) => each.isNewAdd)).toEqual([true, false, true, false]);
  expect(await adds()).toEqual([
    { userid: 'u_amy', addedAt: at(0), day: '2026-11-20', lostAt: at(1), lostDay: '2026-11-21', welcomed: false },
    { userid: 'u_amy', addedAt: at(5), day: '2026-11-21', lostAt: null, lostDay: null, welcomed: false },
  ]);
});

test('an add that is told late takes the place of the later one: no row of it is left', async () => {
  await tell([{ relation: amy, fact: added(5) }]);
  expect(await tell([{ relation: amy, fact: added(0) }])).toEqual([{ isNewAdd: false }]);
  expect(await adds()).toMatchObject([{ addedAt: at(0), day: '2026-11-20' }]);
});

test('a welcome stays with its add, whatever is told again', async () => {
  await tell([{ relation: amy, fact: added(0) }]);
  await inTransaction((tx) => recordWelcomes([{ relation: amy, key: 'a0' }], tx));
  await tell([{ relation: amy, fact: added(0) }, { relation: amy, fact: removed(1) }]);
  expect(await adds()).toMatchObject([{ welcomed: true, lostAt: at(1) }]);
});

test('the same facts of two people, in any order, in any batches, twice: the same counted adds', async () => {
  const facts: Told[] = [added(0), removed(1), added(2), added(3), removed(8)].map((fact) => ({ relation: amy, fact }));
  facts.push(...[removed(4), added(1)].map((fact) => ({ relation: ben, fact })));
  const expected = [
    { userid: 'u_amy', addedAt: at(0), lostAt: at(1) }, { userid: 'u_amy', addedAt: at(2), lostAt: at(8) }, { userid: 'u_ben', addedAt: at(1), lostAt: at(4) },
  ];
  const order = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
  await fc.assert(fc.asyncProperty(order, fc.integer({ min: 1, max: 14 }), async (told, size) => {
    await Promise.all([ChannelAdd.deleteMany({}), ChannelRelation.deleteMany({})]);
    for (let from = 0; from < told.length; from += size) await tell(told.slice(from, from + size));
    expect(await adds()).toMatchObject(expected);
  }), { numRuns: 12 });
});
