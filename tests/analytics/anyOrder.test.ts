import fc from 'fast-check';
import { metrics, type Metric } from '../../shared/analytics/constants.ts';
import { touchChannels } from '../../shared/attribution/constants.ts';
import { verifyFigures } from '../../server/analytics/verifyFigures.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { work } from '../../server/platform/worker.ts';
import { ask, clickedAs, creditedAs, anInviteRow, touchedAs, worked } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, tree, type Place, type SignedIn } from '../support/builders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';
import type { InviteCodeRow } from '../../server/referral/inviteCode.model.ts';

useServer();

/** A fact as the test tells it; where it counts is worked out below, not by the server. */
interface Told { source: 'touch' | 'credit' | 'click'; kind: number; who: string | null; hour: number; campaign: string | null; channel: (typeof touchChannels)[number]; fen: number; sign: 1 | -1 }

const start = Date.parse('2026-10-20T00:00:00+08:00');
const hours = 45 * 24;
const managers = ['amy', 'ben', 'cai', 'dan'];
/** Since when they work where; dan moves twice, at the hour. */
const moves: Record<string, [hour: number, place: Place][]> = { amy: [[0, 'bund']], ben: [[0, 'xuhui']], cai: [[0, 'tianhe'], [500, 'bund']], dan: [[0, 'east'], [300, 'south'], [700, 'headquarters']] };
const placeOf = (who: string, hour: number): Place => moves[who]?.filter(([since]) => since <= hour).at(-1)?.[1] ?? 'headquarters';
const instant = (hour: number) => new Date(start + hour * 3_600_000);

const touchKinds = ['scan', 'add', 'redeem', 'register'] as const;
const touchMetrics: (Metric | null)[] = ['scanned', 'added', 'redeemed', null];
const creditKinds = ['registered', 'accountOpened', 'managerConfirmed', 'managerReleased', 'aumChanged', 'productPurchased', 'productRedeemed', 'payrollReceived'] as const;
const creditMetrics: Metric[] = ['registered', 'opened', 'confirmed', 'released', 'aumFen', 'purchasedFen', 'redeemedFen', 'payrollFen'];

const told: fc.Arbitrary<Told> = fc.record({
  source: fc.constantFrom('touch', 'touch', 'credit', 'credit', 'click'), kind: fc.nat(7), who: fc.constantFrom(...managers, ...managers, null), hour: fc.nat(hours - 1),
  campaign: fc.constantFrom('winter', 'spring', null), channel: fc.constantFrom(...touchChannels), fen: fc.integer({ min: -10_000_000, max: 10_000_000 }), sign: fc.constantFrom<1 | -1>(1, 1, -1),
});

interface Counted { day: string; path: string; who: string; campaign: string | null; channel: string; metric: Metric; value: number }
/** By hand: which figure each fact adds to, where, and how much. */
function countedOf({ source, kind, who, hour, campaign, channel, fen, sign }: Told): Counted[] {
  const day = new Date(start + hour * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  const place = { day, path: tree[who === null ? 'headquarters' : placeOf(who, hour)], who: who ?? '' };
  if (source === 'credit') return [{ ...place, campaign, channel, metric: creditMetrics[kind] ?? 'opened', value: kind < 4 ? sign : fen }];
  if (who === null) return [];
  if (source === 'click') return [{ ...place, campaign: campaign ?? 'winter', channel: 'invite', metric: 'clicked', value: 1 }];
  const metric = touchMetrics[kind % 4];
  return metric ? [{ ...place, campaign, channel, metric, value: 1 }] : [];
}

async function store(all: Told[], invites: Map<string, InviteCodeRow>): Promise<void> {
  for (const { source, kind, who, hour, campaign, channel, fen, sign } of all) {
    const at = instant(hour);
    if (source === 'touch') await touchedAs({ kind: touchKinds[kind % 4] ?? 'add', managerUserid: who, at, campaignId: campaign, channel });
    if (source === 'credit') await creditedAs({ kind: creditKinds[kind] ?? 'registered', managerUserid: who, place: who === null ? 'headquarters' : placeOf(who, hour), at, campaignId: campaign, channel, count: sign, amountFen: kind < 4 ? 0 : fen });
    const invite = invites.get(`${who}:${campaign ?? 'winter'}`);
    if (source === 'click' && invite) await clickedAs(invite, { at });
  }
}

/** Handlers in an order of their own, each fact handed over twice, and sums folded at some moments. */
async function deliver(order: number[]): Promise<void> {
  const rows = await Owed.find({ state: 'waiting', job: /^analytics\.on/ }).lean();
  const mixed = rows.map((row, index) => ({ row, place: order[index % order.length] ?? 0 })).sort((a, b) => a.place - b.place).map(({ row }) => row);
  for (let from = 0; from < mixed.length; from += 7) {
    const part = mixed.slice(from, from + 7);
    for (const job of new Set(part.map((row) => row.job))) {
      const ids = part.filter((row) => row.job === job).map((row) => row._id);
      await Promise.all([work({ job, ids }), work({ job, ids: ids.slice(0, 2) })]);
    }
    if (from % 28 === 0) await workOffFolds();
  }
}
let second = 0;
const workOffFolds = async () => {
  second += 10;
  freezeClock(new Date(Date.parse('2026-12-10T04:00:00Z') + second * 1_000).toISOString());
  const folds = await Owed.find({ state: 'waiting', job: 'analytics.foldFigures' }, { _id: 1 }).lean();
  await work({ job: 'analytics.foldFigures', ids: folds.map((row) => row._id) });
};

let hq: SignedIn;
async function prepared(): Promise<Map<string, InviteCodeRow>> {
  await emptyData();
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  for (const who of managers) {
    await aStaff({ userid: who, place: moves[who]?.at(-1)?.[1] ?? 'bund' });
    for (const [hour, place] of moves[who] ?? []) await worked(who, place, instant(hour).toISOString());
  }
  const invites = new Map<string, InviteCodeRow>();
  for (const who of managers) for (const campaign of ['winter', 'spring']) invites.set(`${who}:${campaign}`, await anInviteRow(who, campaign));
  return invites;
}

type Figures = Record<Metric, number>;
const none = (): Figures => Object.fromEntries(metrics.map((metric) => [metric, 0])) as Figures; // every metric is named
function sum(rows: Counted[]): Figures {
  const figures = none();
  for (const { metric, value } of rows) figures[metric] += value;
  return figures;
}
const plus = (all: Figures[]): Figures => all.reduce((total, each) => { for (const metric of metrics) total[metric] += each[metric]; return total; }, none());

const day = (count: number) => new Date(start + count * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
const filters = fc.record({ from: fc.nat(44), length: fc.nat(44), campaignId: fc.constantFrom('winter', 'spring', undefined), channel: fc.constantFrom(...touchChannels, undefined) });

test('in any order, doubled and folded at any moment, every level is the sum of its parts and of the facts', async () => {
  await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 40, maxLength: 60 }), fc.array(fc.nat(1_000), { minLength: 13, maxLength: 13 }), fc.array(filters, { minLength: 2, maxLength: 2 }), async (all, order, asked) => {
    await store(all, await prepared());
    await deliver(order);
    const counted = all.flatMap(countedOf);
    for (const { from, length, campaignId, channel } of [{ from: 0, length: 44, campaignId: undefined, channel: undefined }, ...asked]) {
      const filter = { from: day(from), to: day(from + length), ...(campaignId ? { campaignId } : {}), ...(channel ? { channel } : {}) };
      const inFilter = counted.filter((each) => each.day >= filter.from && each.day <= filter.to && (!campaignId || each.campaign === campaignId) && (!channel || each.channel === channel));
      for (const path of Object.values(tree)) {
        const { body } = await ask('getReport', { ...filter, departmentId: Number(path.split('/').at(-2)) }, hq);
        const below = inFilter.filter((each) => each.path.startsWith(path));
        expect(body.total).toEqual(sum(below));
        expect(plus(body.rows.map((row: { figures: Figures }) => row.figures))).toEqual(body.total);
        expect(plus(body.trend.map((each: { figures: Figures }) => each.figures))).toEqual(body.total);
        for (const row of body.rows as { kind: string; id: string; figures: Figures }[]) {
          const own = row.kind === 'department' ? below.filter((each) => each.path.startsWith(`${path}${row.id}/`)) : below.filter((each) => each.path === path && each.who === row.id);
          expect([row.id, row.figures]).toEqual([row.id, sum(own)]);
        }
      }
      const leaders = (await ask('listLeaders', { ...filter, metric: 'added', pageSize: 100 }, hq)).body.rows as { id: string; figures: Figures }[];
      for (const who of managers) expect([who, leaders.find((row) => row.id === who)?.figures ?? none()]).toEqual([who, sum(inFilter.filter((each) => each.who === who))]);
    }
    expect((await verifyFigures()).difference).toBeNull();
  }), { numRuns: 4, endOnFailure: true });
  await workOff();
}, 180_000);
