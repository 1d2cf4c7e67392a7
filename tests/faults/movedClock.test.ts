import { isDeepStrictEqual } from 'node:util';
import { updateCode } from '../../server/channels/updateCode.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { call } from '../../server/platform/operation.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCode, codeFields, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';
import { rounds } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/** The clock jumps ahead, back, sleeps, and crosses midnights of all sorts: no change of duty and no offer is missed or doubled. */
useServer();
const played = useCodeWecom();
let operator: SignedIn;
beforeAll(async () => {
  await aTree();
  for (const userid of ['u_amy', 'u_ben', 'u_cat']) await aStaff({ userid });
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
});
afterAll(() => setClock(systemTime));
afterEach(() => Owed.deleteMany({}));

const minuteMs = 60_000;
const edges = [
  '2026-11-23T09:00', '2026-11-27T18:00', // a workday begins, a week ends
  '2026-12-01T00:00', '2027-01-01T00:00', '2027-03-01T00:00', // ends of a month, a year, a February
  '2028-02-29T00:00', '2028-03-01T00:00', // leap day
  '2026-11-30T00:00', // Sunday to Monday
];
const edgeOf = (round: number): Date => new Date(`${edges[round % edges.length]}:00+08:00`);

/** The wall clock of Shanghai by the runtime's own tables, not by the server's arithmetic. */
const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
function wallOf(at: Date): { weekday: number; clock: string } {
  const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.weekday ?? ''), clock: `${parts.hour}:${parts.minute}` };
}

interface Shift { weekdays: number[]; from: string; to: string }
/** Amy ends and Ben begins at the edge, on every day it may fall on. */
function shiftsAround(edge: Date): { amy: Shift; ben: Shift } {
  const { clock } = wallOf(edge);
  const everyDay = [0, 1, 2, 3, 4, 5, 6];
  if (clock !== '00:00') return { amy: { weekdays: everyDay, from: '06:00', to: clock }, ben: { weekdays: everyDay, from: clock, to: '23:00' } };
  return { amy: { weekdays: [wallOf(new Date(edge.getTime() - minuteMs)).weekday], from: '20:00', to: '23:59' }, ben: { weekdays: [wallOf(edge).weekday], from: '00:00', to: '07:00' } };
}
const inShift = ({ weekdays, from, to }: Shift, at: Date): boolean => {
  const { weekday, clock } = wallOf(at);
  return weekdays.includes(weekday) && from <= clock && clock < to;
};

/** Minutes from the edge; `change`: somebody edits the code then. */
interface Walk { name: string; steps: { minutes: number; change?: true }[] }
const walks: Walk[] = [
  { name: 'steadily', steps: [{ minutes: -10 }, { minutes: 0 }, { minutes: 10 }] },
  { name: 'ten minutes ahead, over the edge', steps: [{ minutes: -9 }, { minutes: 1 }] },
  { name: 'back ten minutes after the edge, and on', steps: [{ minutes: 0 }, { minutes: 5 }, { minutes: -5 }, { minutes: 0 }, { minutes: 6 }] },
  { name: 'asleep for an hour', steps: [{ minutes: -30 }, { minutes: 30 }] },
  { name: 'changed just before', steps: [{ minutes: -1, change: true }, { minutes: 0 }, { minutes: 10 }] },
];

const newestWay = () => [...played.ways.values()].at(-1);

async function walkOver(edge: Date, { name, steps }: Walk): Promise<void> {
  const at = (minutes: number) => new Date(edge.getTime() + minutes * minuteMs);
  const { amy, ben } = shiftsAround(edge);
  const staff = [{ userid: 'u_amy', shifts: [amy] }, { userid: 'u_ben', shifts: [ben] }];
  const dutyAt = (minutes: number) => {
    const userids = [...(inShift(amy, at(minutes)) ? ['u_amy'] : []), ...(inShift(ben, at(minutes)) ? ['u_ben'] : [])];
    return userids.length > 0 ? userids : ['u_cat'];
  };
  freezeClock(at(-40).toISOString());
  const code = await aCode({ staff, backupUserid: 'u_cat' });
  let furthest = -40;
  for (const { minutes, change } of steps) {
    freezeClock(at(minutes).toISOString());
    const fields = codeFields({ name: code.name, staff: [{ userid: 'u_amy', shifts: [amy], dailyCap: 50 }, { userid: 'u_ben', shifts: [ben] }], backupUserid: 'u_cat' });
    if (change) await call(updateCode, { ...fields, id: code._id, edition: (await storedCode(code._id)).edition }, { actor: systemActor('test') });
    const calls = played.wecom.to(paths.update).length;
    await workOff();
    expect(played.wecom.to(paths.update).length - calls).toBeLessThanOrEqual(change ? 2 : 1);
    furthest = Math.max(furthest, minutes);
    // Where the clock was set back, what was true a moment ago may stand until that moment comes again.
    const allowed = [dutyAt(minutes), ...(change ? [] : [dutyAt(furthest)])];
    expect({ name, minutes, allowed, leadsTo: newestWay()?.user }).toMatchObject({ leadsTo: allowed.find((each) => isDeepStrictEqual(each, newestWay()?.user)) ?? allowed[0] });
  }
  await Owed.deleteMany({});
}

test('duty: WeCom is told of each edge once, whatever the clock does', async () => {
  await rounds('duty', numbers.clockMoves, async (round) => {
    const walk = walks[round % walks.length] as Walk; // the rest of a division
    await walkOver(edgeOf(round), walk);
    return `${walk.name} over ${edges[round % edges.length]}`;
  });
}, 60_000 + numbers.clockMoves * 2_000);

test('duty: an edge that was passed, and is passed again after a change of the code', async () => {
  const steps = [{ minutes: 5 }, { minutes: -5, change: true as const }, { minutes: 0 }, { minutes: 6 }];
  await rounds('duty, changed', Math.ceil(numbers.clockMoves / 8), (round) => walkOver(edgeOf(round), { name: 'back ten minutes, changed then, and on', steps }));
}, 60_000);

const names = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
test('the offers of a week: from today to Sunday, each once, at the minute', async () => {
  await rounds('offers', numbers.clockMoves, async (round) => {
    for (const minutes of [-10, -1, 0, 10, -10, 60]) {
      const time = new Date(edgeOf(round).getTime() + minutes * minuteMs);
      freezeClock(time.toISOString());
      const { status, body } = await post('content.previewWelcome', { versionId: 'welcome-standard-1' }, { token: operator.token });
      expect(status).toBe(200);
      const today = wallOf(time).weekday;
      const left = [1, 2, 3, 4, 5, 6, 0].slice((today + 6) % 7).map((weekday) => names[weekday]);
      expect([...String(body.text).matchAll(/^(周.) \d\d:\d\d/gm)].map(([, name]) => name)).toEqual(left);
    }
  });
}, 60_000 + numbers.clockMoves * 1_000);
