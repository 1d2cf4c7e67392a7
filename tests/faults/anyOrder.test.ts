import { ChannelAdd } from '../../server/channels/channelAdd.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { pushOf } from '../support/callbacks.ts';
import { aCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { baseUrl, useServer, workOff } from '../support/harness.ts';
import { shuffled, tell } from '../support/rounds.ts';
import { anAdd, innerXml } from '../support/wecomBuilders.ts';
import { numbers } from './numbers.ts';

/** Each callback three times, in an order of chance, some after the work on others is done: the end is what the times say. */
useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy' });
});

/** As `useCodeWecom` answers it for who is a contact. */
const lastAddSeconds = 1_790_000_000;
const time = (seconds: number) => ({ CreateTime: lastAddSeconds + seconds });

async function push(inner: string): Promise<void> {
  const { path, body } = pushOf(inner);
  expect((await fetch(baseUrl + path, { method: 'POST', body })).status).toBe(200);
}

test('the same end state in any order, one effect each', async () => {
  const code = await aCode();
  const state = [...played.ways.values()].at(-1)?.state ?? '';
  const people = Array.from({ length: numbers.contactsInAnyOrder }, (_, index) => ({ externalUserid: `wmOrder${index}`, stays: index % 2 === 0 }));
  for (const { externalUserid, stays } of people) if (stays) played.nicknames.set(externalUserid, '小林');
  const told = people.flatMap(({ externalUserid, stays }) => {
    const about = (change: Record<string, string | number>) => innerXml(anAdd({ ExternalUserID: externalUserid, State: state, WelcomeCode: '', ...change }));
    return [
      about(time(-300)),
      about({ ...time(-200), ChangeType: 'edit_external_contact' }),
      about({ ...time(-100), ChangeType: 'del_follow_user' }),
      about(time(0)),
      ...(stays ? [] : [about({ ...time(100), ChangeType: 'del_follow_user' })]),
    ];
  });
  const deliveries = shuffled([...told, ...told, ...told], 20_261_122);
  const together = 60;
  for (let from = 0; from < deliveries.length; from += together) {
    await Promise.all(deliveries.slice(from, from + together).map(push));
    if ((from / together) % 3 === 0) await workOff(100_000);
  }
  await workOff(100_000);

  const customers = await Customer.find({ externalUserid: /^wmOrder/ }).lean();
  expect(customers).toHaveLength(people.length);
  const follow = (stays: boolean) => (stays ? { state: 'active', removedAt: null } : { state: 'lostByCustomer', removedAt: new Date((lastAddSeconds + 100) * 1_000) });
  for (const { externalUserid, stays } of people) {
    expect(customers.find((each) => each.externalUserid === externalUserid)?.follows).toMatchObject([{ userid: 'u_amy', addedAt: new Date(lastAddSeconds * 1_000), ...follow(stays) }]);
  }
  const adds = await ChannelAdd.find({ codeId: code._id }).sort({ addedAt: 1 }).lean();
  expect(adds).toHaveLength(people.length * 2);
  for (const { externalUserid, stays } of people) {
    const own = adds.filter((each) => each.externalUserid === externalUserid).map((each) => [each.addedAt.getTime() / 1_000 - lastAddSeconds, each.lostAt && each.lostAt.getTime() / 1_000 - lastAddSeconds]);
    expect(own).toEqual([[-300, -100], [0, stays ? null : 100]]);
  }
  expect(await EventLog.countDocuments({ name: /^wecom\.externalContact/ })).toBe(told.length);
  tell(`any order: ${told.length} callbacks in ${deliveries.length} deliveries, ${people.length} customers as the times say`);
}, 60_000 + numbers.contactsInAnyOrder * 1_000);
