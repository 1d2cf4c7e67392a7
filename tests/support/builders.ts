import type { Role } from '../../shared/org/constants.ts';
import { Department } from '../../server/org/department.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { openSession } from '../../server/platform/session.ts';

let count = 0;
const next = () => { count += 1; return count; };

/** 总行(1) → 华东分行(2) → 外滩支行(21), 徐汇支行(22); 华南分行(3) → 天河支行(31). */
export const tree = { headquarters: '/1/', east: '/1/2/', bund: '/1/2/21/', xuhui: '/1/2/22/', south: '/1/3/', tianhe: '/1/3/31/' } as const;
export type Place = keyof typeof tree;
const names: Record<Place, string> = { headquarters: '江海银行', east: '华东分行', bund: '外滩支行', xuhui: '徐汇支行', south: '华南分行', tianhe: '天河支行' };

export async function aTree(): Promise<void> {
  const rows = (Object.keys(tree) as Place[]).map((place) => {
    const ids = tree[place].split('/').filter(Boolean).map(Number);
    const kind = (['headquarters', 'branch', 'subBranch'] as const)[ids.length - 1] ?? 'other';
    return { _id: ids.at(-1) ?? 1, name: names[place], parentId: ids.at(-2) ?? 0, path: tree[place], kind, order: 0, syncedAt: systemTime() };
  });
  await Department.bulkWrite(rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $set: row }, upsert: true } })));
}

export interface AStaff { place?: Place; roles?: Role[]; name?: string; userid?: string; canAddCustomers?: boolean; status?: StaffRow['status'] }

/** A member of staff in the tree; a manager of 外滩支行 unless said otherwise. */
export async function aStaff({ place = 'bund', roles = ['manager'], name, userid, canAddCustomers = true, status = 'active' }: AStaff = {}): Promise<StaffRow> {
  const n = next();
  const path = tree[place];
  const departmentId = Number(path.split('/').filter(Boolean).at(-1));
  const row: StaffRow = {
    _id: userid ?? `u_test_${n}`, name: name ?? `员工${n}`, employeeNo: `E${String(n).padStart(5, '0')}`, employeeNoMended: false, position: '客户经理', telephone: '', sealedPhone: '', phoneIndex: null, sealedMail: '', phoneMended: false, mailMended: false,
    departmentIds: [departmentId], mainDepartmentId: departmentId, departmentPath: path, departmentPaths: [path], roles, canAddCustomers, status, syncedAt: systemTime(),
  };
  await Staff.create(row);
  return row;
}

export interface SignedIn { staff: StaffRow; token: string }

/** A signed-in member of staff. */
export async function aSignedIn(given: AStaff & { signedInMinutesAgo?: number } = {}): Promise<SignedIn> {
  const staff = await aStaff(given);
  const { token } = await inTransaction((tx) => openSession('staff', staff._id, 12, 'jest', tx));
  if (given.signedInMinutesAgo) {
    const { Session } = await import('../../server/platform/session.ts');
    await Session.updateOne({ subjectId: staff._id }, { signedInAt: new Date(systemTime().getTime() - given.signedInMinutesAgo * 60_000) });
  }
  return { staff, token };
}
