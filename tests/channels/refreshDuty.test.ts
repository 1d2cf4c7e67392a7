import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { staffLeft } from '../../server/org/events.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { contactImported } from '../../server/customers/events.ts';
import { ChannelAdd } from '../../server/channels/channelAdd.model.ts';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { aCode, paths, publishAdd, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  for (const userid of ['u_amy', 'u_ben', 'u_cat']) await aStaff({ userid });
});
afterAll(() => setClock(systemTime));
afterEach(() => Owed.deleteMany({ state: 'waiting' }));

const pushes = () => played.wecom.to(paths.update).map((each) => each.body.user);
const office = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const dueNext = async (codeId: string) => (await Owed.find({ job: 'channels.refreshDuty', state: 'waiting', 'payload.codeId': codeId }).lean()).map((row) => row.dueAt.toISOString());

test('the code follows the shifts: WeCom is told at each edge, and only when the list changes', async () => {
  freezeClock('2026-11-23T00:00:00Z'); // Monday 08:00
  const code = await aCode({ staff: [{ userid: 'u_amy', shifts: [office] }], backupUserid: 'u_cat' });
  expect(code.dutyUserids).toEqual(['u_cat']);
  expect(await dueNext(code._id)).toEqual(['2026-11-23T01:00:00.000Z']);
  freezeClock('2026-11-23T01:00:00Z');
  await workOff();
  freezeClock('2026-11-23T10:00:00Z');
  await workOff();
  expect(pushes()).toEqual([['u_amy'], ['u_cat']]);
  expect(await dueNext(code._id)).toEqual(['2026-11-24T01:00:00.000Z']);
});

test('two shifts that meet: nothing changes, WeCom is not asked', async () => {
  freezeClock('2026-11-23T02:00:00Z');
  const code = await aCode({ staff: [{ userid: 'u_amy', shifts: [office, { ...office, from: '18:00', to: '21:00' }] }], backupUserid: 'u_cat' });
  freezeClock('2026-11-23T10:00:00Z');
  await workOff();
  expect(pushes()).toEqual([]);
  expect((await storedCode(code._id)).dutyUserids).toEqual(['u_amy']);
});

test('a cap leads to the others, then to the backup, and begins anew at midnight', async () => {
  freezeClock('2026-11-25T02:00:00Z');
  const code = await aCode({ staff: [{ userid: 'u_amy', dailyCap: 2 }, { userid: 'u_ben', dailyCap: 1 }], backupUserid: 'u_cat' });
  const at = new Date('2026-11-25T02:00:00Z');
  const add = async (externalUserid: string, userid: string) => {
    await publishAdd({ externalUserid, userid, state: code.wecomState, at, welcomeCode: null });
    await workOff();
  };
  await add('wmCap1', 'u_amy');
  expect(pushes()).toEqual([]);
  await add('wmCap2', 'u_amy');
  expect(pushes()).toEqual([['u_ben']]);
  await add('wmCap3', 'u_ben');
  expect(pushes()).toEqual([['u_ben'], ['u_cat']]);
  await add('wmCap4', 'u_amy');
  expect(pushes()).toHaveLength(2);
  freezeClock('2026-11-25T16:00:00Z');
  await workOff();
  expect(pushes().at(-1)).toEqual(['u_amy', 'u_ben']);
});

test('who has left is passed over at once', async () => {
  freezeClock('2026-11-25T02:00:00Z');
  const code = await aCode({ staff: [{ userid: 'u_amy' }, { userid: 'u_ben' }], backupUserid: 'u_cat' });
  await Staff.updateOne({ _id: 'u_ben' }, { status: 'left' });
  await inTransaction((tx) => publish(staffLeft, { key: 'u_ben:1', payload: { userid: 'u_ben' } }, tx));
  await workOff();
  expect(pushes().at(-1)).toEqual(['u_amy']);
  expect((await storedCode(code._id)).dutyUserids).toEqual(['u_amy']);
  await Staff.updateOne({ _id: 'u_ben' }, { status: 'active' });
});

test('a disabled code is left alone', async () => {
  freezeClock('2026-11-23T00:00:00Z');
  const code = await aCode({ staff: [{ userid: 'u_amy', shifts: [office] }], backupUserid: 'u_cat' });
  await ChannelCode.updateOne({ _id: code._id }, { state: 'disabled' });
  freezeClock('2026-11-23T01:00:00Z');
  await workOff();
  expect(pushes()).toEqual([]);
});

const imported = (externalUserid: string, channelState: string | null, addedAt: string, lost = false) => inTransaction((tx) => publish(contactImported, {
  key: `${externalUserid}:u_amy:${addedAt}`, at: new Date(addedAt), payload: { customerId: 'c', externalUserid, userid: 'u_amy', channelState, addedAt, lost },
}, tx));

test('imported adds count for the day they were made, for known codes that were on then', async () => {
  freezeClock('2026-11-25T02:00:00Z');
  const code = await aCode();
  await ChannelCode.updateOne({ _id: code._id }, { disabledSpans: [{ from: new Date('2026-10-01T00:00:00Z'), until: new Date('2026-10-02T00:00:00Z') }] });
  await imported('wmOld1', code.wecomState, '2026-09-30T17:00:00.000Z');
  await imported('wmOld2', code.wecomState, '2026-10-01T12:00:00.000Z');
  await imported('wmOld3', 'unknown', '2026-10-05T12:00:00.000Z');
  await imported('wmOld4', null, '2026-10-05T12:00:00.000Z');
  await imported('wmOld5', code.wecomState, '2026-10-06T12:00:00.000Z', true);
  await workOff();
  await imported('wmOld1', code.wecomState, '2026-09-30T17:00:00.000Z');
  await workOff();
  expect(await ChannelAdd.find({ codeId: code._id }, { _id: 0, externalUserid: 1, day: 1, lostDay: 1, welcomed: 1 }).sort({ day: 1 }).lean()).toEqual([
    { externalUserid: 'wmOld1', day: '2026-10-01', lostDay: null, welcomed: false },
    { externalUserid: 'wmOld5', day: '2026-10-06', lostDay: '2026-11-25', welcomed: false },
  ]);
  expect(played.wecom.to(paths.welcome)).toHaveLength(0);
});
