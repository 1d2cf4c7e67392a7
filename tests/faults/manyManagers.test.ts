import ExcelJS from 'exceljs';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { requestContactWay } from '../../server/channels/requestContactWay.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { config } from '../../server/platform/config.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { redis } from '../../server/platform/redis.ts';
import { work } from '../../server/platform/worker.ts';
import { InviteCode, type InviteCodeRow } from '../../server/referral/inviteCode.model.ts';
import { aSignedIn, aTree, tree, type SignedIn } from '../support/builders.ts';
import { paths, useCodeWecom } from '../support/channelsBuilders.ts';
import { baseUrl, post, useServer } from '../support/harness.ts';
import { endPrograms, eventually, startProgram, type Running } from '../support/processes.ts';
import { aCampaign } from '../support/referralBuilders.ts';
import { rounds, spread, tell } from '../support/rounds.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';
import { numbers } from './numbers.ts';

/** Codes for every manager of a large bank: issued, listed, searched and exported, each exactly once, whatever dies on the way. */
useServer();
const played = useCodeWecom();
const count = numbers.managers;
const timeout = 20_000 + count * 40;
const always = { from: '2026-01-01', to: '2035-12-31' };
let head: SignedIn;
let campaignId: string;

beforeAll(async () => {
  await aTree();
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  const places = [tree.bund, tree.xuhui, tree.tianhe];
  await Staff.insertMany(Array.from({ length: count }, (_, n): StaffRow => {
    const path = places[n % places.length] as string; // one of the three
    return { ...head.staff, _id: `u_m${n}`, name: `经理${n}`, employeeNo: `M${n}`, roles: ['manager'], departmentPath: path, departmentPaths: [path] };
  }));
}, timeout);
afterAll(endPrograms);

const issue = async (): Promise<string> => {
  const { status, body } = await post('referral.issueInviteCodes', { campaignId }, { token: head.token });
  expect(status).toBe(200);
  return body.progressId;
};
const pagesOf = async (progressId: string): Promise<string[]> =>
  (await Owed.find({ job: 'referral.issuePage', 'payload.progressId': progressId, state: 'waiting' }, { _id: 1 }).lean()).map((row) => row._id);
const timed = async <T>(play: () => Promise<T>): Promise<[T, number]> => {
  const startedMs = performance.now();
  const given = await play();
  return [given, Math.round(performance.now() - startedMs)];
};
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Four at a time, as the lane works, some of them twice at once; pages that were in each other's way again, until all are done. */
async function workOn(progressId: string): Promise<void> {
  for (let pages = await pagesOf(progressId); pages.length > 0; pages = await pagesOf(progressId)) {
    const queue = pages.flatMap((id, n) => (n % 2 ? [id] : [id, id]));
    await Promise.all([1, 2, 3, 4].map(async () => {
      for (let id = queue.shift(); id; id = queue.shift()) await work({ job: 'referral.issuePage', ids: [id] });
    }));
    for (const row of await Owed.find({ _id: { $in: pages }, attempts: { $gt: 0 } }).lean()) tell(`a page had to wait: ${row.reason}`);
  }
  const counted = await Owed.find({ job: 'referral.countDone', state: 'waiting' }, { _id: 1 }).lean();
  await work({ job: 'referral.countDone', ids: counted.map((row) => row._id) });
}

/** Each letter has the value of its place; weights 2 to 12, the last one 1: the sum of a good code is a multiple of 31. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const isWhole = (code: string): boolean =>
  /^[2-9A-HJKLMNP-TV-Z]{12}$/.test(code) && [...code.slice(0, 11)].reduce((sum, letter, n) => sum + alphabet.indexOf(letter) * (n + 2), alphabet.indexOf(code.charAt(11))) % 31 === 0;

async function expectOneEach(progressId: string): Promise<void> {
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'done', doneCount: count, totalCount: count });
  const codes = await InviteCode.find({ campaignId }).lean<InviteCodeRow[]>();
  expect(codes).toHaveLength(count);
  expect(new Set(codes.map((row) => row.managerUserid)).size).toBe(count);
  expect(new Set(codes.map((row) => row.code)).size).toBe(count);
  expect(codes.filter((row) => !isWhole(row.code))).toEqual([]);
  const ways = await ContactWay.find({ campaignId }).lean();
  expect(ways).toHaveLength(count);
  const managers = new Map(codes.map((row) => [row._id, row.managerUserid]));
  expect(ways.filter((way) => way.owner.kind !== 'invite' || managers.get(way.owner.id) !== way.userids[0])).toEqual([]);
  expect(new Set(ways.map((way) => way.owner.id)).size).toBe(count);
  expect(new Set(ways.map((way) => way.wecomState)).size).toBe(count);
}

test('every manager one code, every second page handed over twice at once; the second call makes none', async () => {
  campaignId = await aCampaign({ name: '全行拓客', ...always });
  const rssBefore = process.memoryUsage.rss();
  const [progressId, askedMs] = await timed(issue);
  const pages = await pagesOf(progressId);
  expect(pages).toHaveLength(Math.ceil(count / 200));
  const [, madeMs] = await timed(() => workOn(progressId));
  await expectOneEach(progressId);
  tell(`${count} codes: asked in ${askedMs} ms, made in ${madeMs} ms by ${pages.length} pages, rss +${megabytes(process.memoryUsage.rss() - rssBefore)} MB`);
  const [again, againMs] = await timed(async () => {
    const id = await issue();
    await workOn(id);
    return id;
  });
  expect(again).not.toBe(progressId);
  await expectOneEach(again);
  expect(await Owed.countDocuments({ job: 'channels.makeContactWay' })).toBe(count);
  tell(`${count} codes: a second call made none in ${againMs} ms`);
}, timeout);

test('the list and a search answer within a second', async () => {
  const list = (input: object) => post('referral.listInviteCodes', { campaignId, pageSize: 20, ...input }, { token: head.token });
  const [one] = await InviteCode.find({ campaignId, managerUserid: 'u_m123' }).lean<InviteCodeRow[]>();
  /** Names that hold 「经理12」: 12, 120–129, 1200–1299 … below `count`. */
  const named = [1, 10, 100, 1_000].reduce((sum, step) => sum + Math.max(0, Math.min(count, 13 * step) - 12 * step), 0);
  const cases: [string, object, number][] = [
    ['first page', { page: 1 }, count], ['last page', { page: count / 20 }, count], ['in use', { page: 1, state: 'active' }, count],
    ['part of a name', { page: 1, search: '经理12' }, named], ['what all names have', { page: 1, search: '经理' }, count], ['a code', { page: 1, search: one?.code }, 1],
  ];
  for (const [title, input, total] of cases) {
    const tookMs: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const [{ status, body }, ms] = await timed(() => list(input));
      expect([title, status, body.total, body.rows.length]).toEqual([title, 200, total, Math.min(20, total)]);
      tookMs.push(ms);
    }
    tell(`list of ${count}, ${title}: ${JSON.stringify(spread(tookMs))} ms`);
    expect(spread(tookMs).p50).toBeLessThan(1_000);
  }
}, timeout);

test('the workbook has them all', async () => {
  const rssBefore = process.memoryUsage.rss();
  let rssMost = rssBefore;
  const looking = setInterval(() => { rssMost = Math.max(rssMost, process.memoryUsage.rss()); }, 20);
  const [bytes, tookMs] = await timed(async () => {
    const response = await fetch(`${baseUrl}/referral/invites.xlsx?campaignId=${campaignId}`, { headers: { cookie: `guanhu=${head.token}` } });
    expect(response.status).toBe(200);
    return response.arrayBuffer();
  });
  clearInterval(looking);
  tell(`workbook of ${count}: ${tookMs} ms, ${bytes.byteLength} bytes, rss +${megabytes(rssMost - rssBefore)} MB`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  const rows = (book.getWorksheet('邀请码')?.getSheetValues() ?? []).slice(4) as string[][]; // rows and cells count from 1; three rows of head
  expect(rows).toHaveLength(count);
  const shown = rows.map((row) => `${row[1]} ${String(row[4]).replaceAll('-', '')}`).sort();
  const stored = (await InviteCode.find({ campaignId }).lean<InviteCodeRow[]>()).map((row) => `经理${row.managerUserid.slice(3)} ${row.code}`).sort();
  expect(shown).toEqual(stored);
}, timeout);

test('kill -9 of the worker half way: another goes on, every manager one code, every code one contact way in WeCom', async () => {
  await rounds('kill of a worker that issues', numbers.killsOfIssuing, async () => {
    await Owed.deleteMany({});
    await redis().flushdb(); // what the first campaign still owes is in the queues too
    campaignId = await aCampaign(always);
    const env = { WECOM_API_BASE: config.WECOM_API_BASE, PORT: '0' };
    const start = (role: string): Promise<Running> => startProgram('server', env, [`--role=${role}`]);
    const [doomed] = await Promise.all([start('worker'), start('scheduler')]);
    const startedMs = performance.now();
    const progressId = await issue();
    const progress = () => Progress.findById(progressId).lean();
    const killedAt = (await eventually(progress, (row) => (row?.doneCount ?? 0) >= count / 2, timeout))?.doneCount;
    await doomed.kill();
    await start('worker');
    await eventually(progress, (row) => row?.state === 'done', timeout);
    const madeMs = performance.now() - startedMs;
    await expectOneEach(progressId);
    await eventually(() => ContactWay.countDocuments({ campaignId, state: 'active' }), (active) => active === count, timeout);
    const waysMs = performance.now() - startedMs;
    const states = played.wecom.to(paths.add).map((asked) => asked.body.state as string);
    expect(new Set(states).size).toBe(count);
    expect(played.ways.size).toBe(count);
    return `killed at ${killedAt}, all codes after ${Math.round(madeMs)} ms, all contact ways after ${Math.round(waysMs)} ms, ${states.length} add_contact_way`;
  });
}, timeout * 2);

test('whoever has to wait for WeCom’s next minute keeps the time, and nothing is looked for that was never made', async () => {
  await redis().flushdb();
  played.wecom.answer(paths.add, refusal(45_009));
  const wayId = await inTransaction((tx) => requestContactWay({ owner: { kind: 'invite', id: 'waits' }, scene: 2, userids: ['u_m0'], remark: '' }, tx));
  const row = { _id: `channels.makeContactWay:${wayId}` };
  const attempt = () => work({ job: 'channels.makeContactWay', ids: [row._id] });
  await attempt();
  await attempt(); // before its time: our own limiter refuses
  const waiting = await Owed.findOne(row).lean();
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 2 });
  expect((waiting?.dueAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000); // contract 1.2: 60 s after the minute rule
  expect(played.wecom.to(paths.add)).toHaveLength(1);
  await redis().flushdb(); // the minute is over
  played.wecom.answer(paths.add, ok({ config_id: 'cfg_waits', qr_code: 'https://qr.example.com/waits' }));
  await attempt();
  expect(await ContactWay.findById(wayId).lean()).toMatchObject({ state: 'active', configId: 'cfg_waits' });
  expect(played.wecom.to(paths.list)).toEqual([]);
});
