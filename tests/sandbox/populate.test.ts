import { aContactWay, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const day = 86_400;
interface Row { userid: string; externalUserid: string; createtime: number; remark: string; remarkMobiles: string[]; tagIds: string[]; addWay: number; state: string; twoWay: boolean }
const relations = async (): Promise<Row[]> => (await play.get('/sandbox/state')).body.relations;
const share = <T>(rows: T[], is: (row: T) => boolean) => rows.filter(is).length / rows.length;

async function withCodes(): Promise<void> {
  await aContactWay(play, { state: 'ch_door', user: ['u_amy', 'u_ben'] });
  await aContactWay(play, { state: 'ch_hall', user: undefined, party: [31] });
}

test('300 customers over 90 days ending now', async () => {
  await withCodes();
  const { body } = await play.control('populate', { customers: 300, days: 90 });
  const rows = await relations();
  expect(body).toEqual({ customers: 300, relations: rows.length });
  expect(new Set(rows.map(({ externalUserid }) => externalUserid)).size).toBe(300);
  expect(rows.length).toBeGreaterThan(305);
  const now = Math.floor(play.running.sandbox.clock.nowMs() / 1000);
  for (const { createtime } of rows) {
    expect(createtime).toBeLessThanOrEqual(now);
    expect(createtime).toBeGreaterThan(now - 91 * day);
  }
});

test('about 70 % came through codes, each to one of the code’s people', async () => {
  await withCodes();
  await play.control('populate', { customers: 1_000, days: 90 });
  const rows = await relations();
  const byCode = rows.filter(({ addWay }) => addWay === 1);
  expect(byCode.length / 1_000).toBeGreaterThan(0.62);
  expect(byCode.length / 1_000).toBeLessThan(0.78);
  const { members } = (await play.get('/sandbox/state')).body;
  const tianhe = members.filter((member: any) => member.department.includes(31)).map(({ userid }: { userid: string }) => userid);
  for (const { state, userid } of byCode) expect(state === 'ch_door' ? ['u_amy', 'u_ben'] : tianhe).toContain(userid);
  for (const { state } of rows.filter(({ addWay }) => addWay !== 1)) expect(state).toBe('');
});

test('has the shape of life: some left, some remarked, many tagged, more lately and on weekdays', async () => {
  await play.control('populate', { customers: 2_000, days: 90 });
  const rows = await relations();
  expect(share(rows, ({ twoWay }) => !twoWay)).toBeCloseTo(0.06, 1);
  expect(share(rows, ({ remark }) => remark !== '')).toBeGreaterThan(0.3);
  expect(share(rows, ({ remarkMobiles }) => remarkMobiles.length > 0)).toBeGreaterThan(0.05);
  expect(share(rows, ({ tagIds }) => tagIds.length > 0)).toBeGreaterThan(0.5);
  const now = Math.floor(play.running.sandbox.clock.nowMs() / 1000);
  expect(share(rows, ({ createtime }) => createtime > now - 45 * day)).toBeGreaterThan(0.55);
  const weekday = ({ createtime }: Row) => new Date((createtime + 8 * 3_600) * 1_000).getUTCDay();
  expect(share(rows, (row) => weekday(row) === 0 || weekday(row) === 6)).toBeLessThan(0.25); // two days of seven would be 0.29
  const follow = (await play.api('externalcontact/get_follow_user_list')).body.follow_user;
  for (const { userid } of rows) expect(follow).toContain(userid);
});

test.each(['2027-03-01T03:00:00+08:00', '2027-03-01T08:20:00+08:00', '2027-03-01T23:30:00+08:00'])('nobody is added at night, seen at %s', async (at) => {
  await play.control('clock', { at });
  await play.control('populate', { customers: 400, days: 3 });
  const now = Math.floor(play.running.sandbox.clock.nowMs() / 1000);
  for (const { createtime } of await relations()) {
    const minuteOfDay = (createtime / 60 + 8 * 60) % (24 * 60);
    expect(minuteOfDay).toBeGreaterThanOrEqual(8 * 60);
    expect(minuteOfDay).toBeLessThan(22 * 60 + 10);
    expect(createtime).toBeLessThanOrEqual(now);
  }
});

test('the same seed gives the same people, another seed others', async () => {
  const make = async (seed: number) => {
    await play.control('reset');
    await withCodes();
    await play.control('populate', { seed, customers: 200, days: 60 });
    return (await relations()).map(({ createtime, ...row }) => row);
  };
  await play.control('clock', { at: '2027-03-01T17:00:00+08:00' });
  const [first, again, other] = [await make(5), await make(5), await make(6)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('a second time adds others', async () => {
  await play.control('populate', { customers: 100, days: 30 });
  await play.control('populate', { customers: 100, days: 30 });
  expect(new Set((await relations()).map(({ externalUserid }) => externalUserid)).size).toBe(200);
});
