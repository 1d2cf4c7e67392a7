import { callWecom } from './client.ts';

/** Contract 3.1. */
export interface WecomDepartment { id: number; name: string; parentid: number; order: number; department_leader?: string[] }

export interface WecomMember {
  userid: string;
  name: string;
  alias?: string;
  position?: string;
  /** 座机. */
  telephone?: string;
  /** Absent for apps made after 2022-06-20 unless the member has authorised it. */
  mobile?: string;
  /** Likewise: the corp's own mailbox, and a private one. */
  biz_mail?: string;
  email?: string;
  /** `order` and `is_leader_in_dept` go with `department` by index. */
  department: number[];
  order?: number[];
  is_leader_in_dept?: number[];
  main_department?: number;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: number;
  extattr?: { attrs: { type: number; name: string; text?: { value: string }; web?: { url: string; title: string } }[] };
}

/** Every department that the app may see. */
export async function listDepartments(): Promise<WecomDepartment[]> {
  const answer = await callWecom<{ department?: WecomDepartment[] }>({ method: 'GET', path: '/cgi-bin/department/list' });
  return answer.department ?? [];
}

/** Direct members of one department. */
export async function listDepartmentUsers(departmentId: number): Promise<WecomMember[]> {
  const answer = await callWecom<{ userlist?: WecomMember[] }>({ method: 'GET', path: '/cgi-bin/user/list', query: { department_id: String(departmentId) } });
  return answer.userlist ?? [];
}

/** WecomError 60111 where the member is unknown. */
export const getMember = (userid: string): Promise<WecomMember> =>
  callWecom<WecomMember>({ method: 'GET', path: '/cgi-bin/user/get', query: { userid } });

/** Who signed in. A code works once, for 5 minutes: 40029 (or 42003, 42022) afterwards. `userid` is null for people outside the corp. */
export async function userInfoByCode(code: string): Promise<{ userid: string | null; externalUserid: string | null }> {
  const answer = await callWecom<{ userid?: string; external_userid?: string }>({ method: 'GET', path: '/cgi-bin/auth/getuserinfo', query: { code }, repeatable: false });
  return { userid: answer.userid ?? null, externalUserid: answer.external_userid ?? null };
}
