import type { TouchRow } from '../../server/attribution/touch.model.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { Department } from '../../server/org/department.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { Credit, type CreditRow } from '../../server/performance/credit.model.ts';
import { Target, targetId } from '../../server/performance/target.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { nativeOf } from '../../server/platform/model.ts';
import type { TouchChannel } from '../../shared/attribution/constants.ts';
import type { CreditKind } from '../../shared/performance/constants.ts';

/** A bank of its own making: headquarters, 10 branches, 100 sub-branches, 1,000 managers; touches and entries of 90 days. */
export const firstDay = '2026-08-25';
export const lastDay = '2026-11-22';
const days = 90;
const start = Date.parse(`${firstDay}T00:00:00+08:00`);
export const campaigns = 12;
export const managerCount = 1_000;

let seed = 1;
/** The same numbers in every run. */
export function below(limit: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}
export const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T; // inside

export const branchId = (n: number) => 2 + n;
export const subBranchId = (n: number) => 100 + n;
const subBranchPath = (n: number) => `/1/${branchId(n % 10)}/${subBranchId(n)}/`;
/** One in fifty sits in a branch's own office. */
export const placeOf = (manager: number): string => (manager % 50 === 0 ? `/1/${branchId((manager / 50) % 10)}/` : subBranchPath(manager % 100));
export const userid = (manager: number): string => `m${String(manager).padStart(4, '0')}`;

export async function storeBank(): Promise<void> {
  const syncedAt = systemTime();
  const department = (_id: number, path: string, kind: 'headquarters' | 'branch' | 'subBranch') => ({ _id, name: `机构${_id}`, parentId: Number(path.split('/').at(-3) ?? 0), path, kind, order: 0, syncedAt });
  await Department.create([
    department(1, '/1/', 'headquarters'),
    ...Array.from({ length: 10 }, (_, n) => department(branchId(n), `/1/${branchId(n)}/`, 'branch')),
    ...Array.from({ length: 100 }, (_, n) => department(subBranchId(n), subBranchPath(n), 'subBranch')),
  ]);
  const staff = (_id: string, path: string, roles: StaffRow['roles']): StaffRow => ({
    _id, name: `经理${_id}`, employeeNo: _id, employeeNoMended: false, position: '', departmentIds: [1], mainDepartmentId: 1, departmentPath: path, departmentPaths: [path],
    roles, canAddCustomers: true, status: 'active', syncedAt, telephone: '', sealedPhone: '', phoneIndex: null, sealedMail: '', phoneMended: false, mailMended: false,
  });
  const months = ['2026-08', '2026-09', '2026-10', '2026-11'];
  await Target.insertMany(Array.from({ length: managerCount }, (_, n) => userid(n)).flatMap((each) => months.map((month) => ({ _id: targetId(each, month), userid: each, month, values: { added: 50, confirmed: 10, aumFen: 1_000_000 } }))));
  await Staff.insertMany([staff('boss', '/1/', ['admin']), ...Array.from({ length: managerCount }, (_, n) => staff(userid(n), placeOf(n), ['manager']))]);
}

const touchKinds = ['scan', 'scan', 'add', 'add', 'redeem'] as const;
const creditKinds: CreditKind[] = ['registered', 'managerConfirmed', 'accountOpened', 'aumChanged', 'aumChanged', 'productPurchased', 'productRedeemed', 'payrollReceived', 'managerReleased'];
const time = (): Date => new Date(start + below(days * 86_400) * 1_000);

/** Campaigns run 30 days, some four at a time; an invite code belongs to one, a channel code often. */
function way(at: Date): { channel: TouchChannel; campaignId: string | null } {
  const channel = pick(['invite', 'invite', 'channelCode', 'direct'] as const);
  const day = Math.floor((at.getTime() - start) / 86_400_000);
  const running = Array.from({ length: campaigns }, (_, n) => n).filter((n) => day >= n * 6 && day < n * 6 + 30);
  const has = running.length > 0 && (channel === 'invite' || (channel === 'channelCode' && below(2) === 0));
  return { channel, campaignId: has ? `campaign${pick(running)}` : null };
}

function touch(n: number): TouchRow {
  const at = time();
  return { _id: `touch${n}`, customerId: `c${below(200_000)}`, kind: pick(touchKinds), managerUserid: userid(below(managerCount)), at, recordedAt: at, ...way(at), inviteId: null, via: null, words: '', flags: below(50) === 0 ? ['samePerson'] : [] };
}

function credit(n: number): CreditRow {
  const at = time();
  const manager = below(managerCount + 20);
  const kind = pick(creditKinds);
  const held = manager < managerCount;
  return {
    _id: `event${n}#1`, eventId: `event${n}`, kind, customerId: `c${below(200_000)}`, managerUserid: held ? userid(manager) : null, departmentPath: held ? placeOf(manager) : '/1/', ...way(at),
    count: below(20) === 0 ? -1 : 1, amountFen: below(10_000_000) - 2_000_000, at, bookedAt: at, reason: 'credited', cause: `event${n}`,
  };
}

/** More of both, up to this number of each. */
export async function storeFacts(from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += 10_000) {
    const numbers = Array.from({ length: Math.min(10_000, to - first) }, (_, n) => first + n);
    await Promise.all([nativeOf(Touch).insertMany(numbers.map(touch), { ordered: false }), nativeOf(Credit).insertMany(numbers.map(credit), { ordered: false })]);
  }
}
