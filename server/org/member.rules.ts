import { normalPhone } from '../platform/phone.ts';
import type { WecomMember } from '../wecom/directory.ts';
import { normalMail } from './mailAddress.ts';
import type { StaffStatus } from './staff.model.ts';

/** Contract 3.1. An unknown number is treated as not activated: no access. */
const statuses: Readonly<Record<number, StaffStatus>> = { 1: 'active', 2: 'disabled', 4: 'inactive', 5: 'left' };
const employeeNoAttribute = '工号';
const employeeNoPattern = /^[0-9A-Za-z_-]{1,32}$/;

export interface ReadMember {
  userid: string;
  name: string;
  position: string;
  telephone: string;
  /** Empty where WeCom gives none. */
  phone: string;
  mail: string;
  departmentIds: number[];
  mainDepartmentId: number;
  departmentPath: string;
  departmentPaths: string[];
  status: StaffStatus;
  /** WeCom's 工号; null where there is none that could be one. */
  givenEmployeeNo: string | null;
  leads: boolean;
}

/** A member as staff. `paths`: the departments of this sync; `listedIn`: the one whose list named the member. */
export function readMember(member: WecomMember, paths: ReadonlyMap<number, string>, listedIn: number): ReadMember {
  const visible = member.department.filter((id) => paths.has(id));
  const departmentIds = visible.length > 0 ? visible : [listedIn];
  const main = member.main_department;
  const mainDepartmentId = main !== undefined && departmentIds.includes(main) ? main : departmentIds[0] ?? listedIn;
  const pathOf = (id: number) => paths.get(id) ?? '/1/';
  return {
    userid: member.userid,
    name: member.name || member.userid,
    position: member.position ?? '',
    telephone: member.telephone?.trim() ?? '',
    phone: normalPhone(member.mobile ?? ''),
    mail: normalMail(member.biz_mail) || normalMail(member.email),
    departmentIds,
    mainDepartmentId,
    departmentPath: pathOf(mainDepartmentId),
    departmentPaths: [...new Set(departmentIds.map(pathOf))],
    status: statuses[member.status] ?? 'inactive',
    givenEmployeeNo: givenEmployeeNo(member),
    leads: member.department.some((id, index) => paths.has(id) && member.is_leader_in_dept?.[index] === 1),
  };
}

function givenEmployeeNo(member: WecomMember): string | null {
  const value = member.extattr?.attrs.find((each) => each.type === 0 && each.name === employeeNoAttribute)?.text?.value.trim() ?? '';
  return employeeNoPattern.test(value) ? value : null;
}

export interface EmployeeNoClaim {
  userid: string;
  given: string | null;
  /** A number that an administrator has mended. */
  mended: string | null;
}

/** The number a person gets: mended, else WeCom's, else the userid; where another has it, the userid for the time being. */
export function settleEmployeeNo(claim: EmployeeNoClaim, holderOf: (employeeNo: string) => string | undefined): { employeeNo: string; wanted?: string } {
  const isFree = (employeeNo: string) => [undefined, claim.userid].includes(holderOf(employeeNo));
  const wanted = claim.mended ?? claim.given ?? claim.userid;
  if (isFree(wanted)) return { employeeNo: wanted };
  if (isFree(claim.userid)) return { employeeNo: claim.userid, wanted };
  return { employeeNo: `userid:${claim.userid}`, wanted }; // a colon is in no userid and in no number
}
