import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { CodeStaff } from '../shared/channels/channelCode.contract.ts';
import type { Role } from '../shared/org/constants.ts';
import { ChannelCode } from '../server/channels/channelCode.model.ts';
import { createCampaign } from '../server/channels/createCampaign.ts';
import { Campaign } from '../server/channels/campaign.model.ts';
import { createCode } from '../server/channels/createCode.ts';
import { listWelcomes } from '../server/content/listWelcomes.ts';
import { CorpTag } from '../server/customers/corpTag.model.ts';
import { startImport } from '../server/customers/startImport.ts';
import { setRoles } from '../server/org/setRoles.ts';
import { Staff } from '../server/org/staff.model.ts';
import { startSync } from '../server/org/startSync.ts';
import { systemActor, type StaffActor } from '../server/platform/actor.ts';
import { businessDay, now } from '../server/platform/clock.ts';
import { disconnectMongo } from '../server/platform/mongo.ts';
import { call } from '../server/platform/operation.ts';
import { Owed } from '../server/platform/owed.model.ts';
import { Progress } from '../server/platform/progress.ts';
import { closeQueues } from '../server/platform/queue.ts';
import { disconnectRedis } from '../server/platform/redis.ts';
import { issueInviteCodes } from '../server/referral/issueInviteCodes.ts';
import { boot } from '../server/run.ts';
import { livePast } from './demo/past.ts';

/** Fills an empty installation with a bank's past, through the operations that people use. Runs beside a server that works off what is owed. */
const seeder = systemActor('seed');
const days = 90;
/** `--customers=200` for who needs only some. */
const customers = Number(process.argv.find((arg) => arg.startsWith('--customers='))?.slice('--customers='.length) ?? 3_000);
const patienceMs = 600_000;

function bar(title: string, done: number, total: number): void {
  const width = 24;
  const full = total === 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  const text = `${title.padEnd(8, '　')} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total || '…'}`;
  process.stdout.write(process.stdout.isTTY ? `\r${text}` : done === total && total > 0 ? `${text}\n` : '');
  if (process.stdout.isTTY && done >= total && total > 0) process.stdout.write('\n');
}

async function until(title: string, state: () => Promise<{ done: number; total: number; ended?: boolean }>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { done, total, ended } = await state();
    if (ended ?? (total > 0 && done >= total)) return bar(title, total, total);
    bar(title, done, total);
    if (performance.now() > deadline) throw new Error(`${title}没有在 ${patienceMs / 1_000} 秒内完成`);
    await sleep(200);
  }
}

const progressOf = (id: string) => async () => {
  const row = await Progress.findById(id).lean();
  if (row?.state === 'failed') throw new Error(`${row.title}失败：${row.reason}`);
  return { done: row?.doneCount ?? 0, total: row?.totalCount ?? 0, ended: row?.state === 'done' };
};

async function control<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${process.env.SANDBOX_URL}/sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`沙箱 ${path}：${await response.text()}`);
  return await response.json() as T;
}

const grants: Record<string, Role[]> = {
  u_operator: ['operator'],
  u_compliance: ['compliance'],
  u_head: ['supervisor', 'operator'],
  u_sup_east: ['supervisor'],
  u_sup_south: ['supervisor'],
  u_sup_north: ['supervisor'],
};

type Plan = { name: string; departmentId: number; daysAgo: number; tags: string[]; welcome: number; cap: number | null; hours: boolean; remarkPrefix: string };
const plans: Plan[] = [
  { name: '外滩支行厅堂海报', departmentId: 21, daysAgo: 90, tags: ['网点'], welcome: 0, cap: 40, hours: true, remarkPrefix: '厅堂-' },
  { name: '徐汇支行社区活动', departmentId: 22, daysAgo: 82, tags: ['活动'], welcome: 1, cap: null, hours: false, remarkPrefix: '' },
  { name: '华东官微菜单', departmentId: 2, daysAgo: 75, tags: ['网点'], welcome: 0, cap: 60, hours: true, remarkPrefix: '' },
  { name: '天河支行代发薪专场', departmentId: 31, daysAgo: 60, tags: ['活动', '普通'], welcome: 2, cap: null, hours: false, remarkPrefix: '代发-' },
  { name: '华南消费通知入口', departmentId: 3, daysAgo: 45, tags: ['转介'], welcome: 1, cap: 50, hours: true, remarkPrefix: '' },
  { name: '华北金卡客户邀约', departmentId: 4, daysAgo: 30, tags: ['金卡'], welcome: 0, cap: 20, hours: false, remarkPrefix: '金卡-' },
];

const workingHours = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }, { weekdays: [6], from: '10:00', to: '16:00' }];

async function makeCode(plan: Plan, operator: StaffActor, welcomeIds: string[]): Promise<void> {
  if (await ChannelCode.exists({ name: plan.name })) return;
  const staff = await Staff.find({ departmentPath: new RegExp(`/${plan.departmentId}/`), canAddCustomers: true, status: 'active' }).sort({ _id: 1 }).limit(4).lean();
  const [first] = staff;
  const welcomeVersionId = welcomeIds[plan.welcome % welcomeIds.length];
  if (!first || !welcomeVersionId) throw new Error(`演示数据缺少员工或欢迎语：${plan.name}`);
  const tags = await CorpTag.find({ name: { $in: plan.tags } }).lean();
  const chosen: z.infer<typeof CodeStaff>[] = staff.map((each) => ({ userid: each._id, dailyCap: plan.cap, shifts: plan.hours ? workingHours : [] }));
  await call(createCode, {
    name: plan.name, staff: chosen, backupUserid: first._id, tagIds: tags.map((tag) => tag._id), welcomeVersionId, remarkPrefix: plan.remarkPrefix,
  }, { actor: operator, at: new Date(now().getTime() - plan.daysAgo * dayMs) });
}

const dayMs = 86_400_000;
const dayFromNow = (count: number): string => businessDay(new Date(now().getTime() + count * dayMs));

const campaigns = [{ name: '金秋拓客', fromDaysAgo: 85, toDaysAgo: 20 }, { name: '新春邀友季', fromDaysAgo: 15, toDaysAgo: -80 }];

/** Campaigns of the whole bank, one that is over and one that runs, with a code for every manager. */
async function makeCampaign({ name, fromDaysAgo, toDaysAgo }: typeof campaigns[number], operator: StaffActor): Promise<void> {
  if (await Campaign.exists({ name })) return;
  const then = { actor: operator, at: new Date(now().getTime() - fromDaysAgo * dayMs) };
  const { id } = await call(createCampaign, { name, from: dayFromNow(-fromDaysAgo), to: dayFromNow(-toDaysAgo), departmentId: 1 }, then);
  const { progressId } = await call(issueInviteCodes, { campaignId: id }, then);
  await until('邀请码', progressOf(progressId));
}

async function seed(): Promise<void> {
  const sync = await call(startSync, {}, { actor: seeder });
  await until('组织架构', progressOf(sync.progressId));
  for (const [userid, roles] of Object.entries(grants)) await call(setRoles, { userid, roles }, { actor: seeder });
  const firstImport = await call(startImport, {}, { actor: seeder }); // tags are there before codes refer to them
  await until('企业标签', progressOf(firstImport.progressId));
  const { name } = (await Staff.findById('u_operator').lean()) ?? { name: '总行运营' };
  const operator: StaffActor = { kind: 'staff', id: 'u_operator', name, roles: ['operator'], departmentPaths: ['/1/'], sessionId: 'seed', signedInAt: now() };
  const welcomes = await call(listWelcomes, {}, { actor: operator });
  for (const plan of plans) await makeCode(plan, operator, welcomes.rows.map((each) => each.versionId));
  await until('渠道码', async () => ({ done: await ChannelCode.countDocuments({ state: 'active' }), total: plans.length }));
  for (const campaign of campaigns) await makeCampaign(campaign, operator);
  await control('populate', { customers, days });
  const pastImport = await call(startImport, {}, { actor: seeder });
  await until('客户', progressOf(pastImport.progressId));
  await workedOff();
}

const workedOff = (): Promise<void> => until('后续处理', async () => {
  const left = await Owed.countDocuments({ state: 'waiting', dueAt: { $lte: now() } });
  return { done: left === 0 ? 1 : 0, total: 1 };
});

/** `--past`: what the bank and its customers did in these ninety days, on top of the contacts. */
async function past(): Promise<void> {
  const operator: StaffActor = { kind: 'staff', id: 'u_operator', name: '总行运营', roles: ['operator'], departmentPaths: ['/1/'], sessionId: 'seed', signedInAt: now() };
  await livePast({ actor: operator, sandboxUrl: process.env.SANDBOX_URL ?? '', serverUrl: process.env.PUBLIC_URL ?? '', bar });
  await workedOff();
}

await boot();
await (process.argv.includes('--past') ? past() : seed());
await closeQueues(5_000);
await Promise.all([disconnectMongo(), disconnectRedis()]);
