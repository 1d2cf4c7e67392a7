import { z } from 'zod';
import { bizMail } from '../mail/address.ts';
import type { Sandbox } from '../sandbox.ts';
import { findMember, membersOf, subtree, type Department, type Member, type State } from '../state.ts';
import { page } from './cursor.ts';
import { endpoint } from './endpoint.ts';
import { filled, queryNumber } from './fields.ts';
import { Refusal } from './refusal.ts';

const dayMs = 86_400_000;
const maxIdRows = 10_000;

/** Without picture and address; phone and mail of those who have authorised it: WeCom keeps these from apps made after 2022-06-20 (contract 3.1). */
const present = (member: Member) => ({
  userid: member.userid, name: member.name, department: member.department, order: member.department.map(() => 0), position: member.position, status: member.status,
  enable: member.status === 2 ? 0 : 1, isleader: member.is_leader_in_dept.includes(1) ? 1 : 0, extattr: member.extattr, hide_mobile: 0, telephone: '', main_department: member.main_department,
  is_leader_in_dept: member.is_leader_in_dept, direct_leader: [], alias: member.alias, external_position: '',
  ...(member.sharesContact ? { mobile: member.mobile, email: '', biz_mail: bizMail(member) } : {}),
});

const presentDepartment = (state: State, { id, name, parentid, order }: Department) => ({
  id, name, name_en: '', parentid, order,
  department_leader: [...state.members.values()].filter((member) => member.department.some((each, index) => each === id && member.is_leader_in_dept[index] === 1)).map(({ userid }) => userid),
});

function departmentsFrom(state: State, id: number | undefined): Department[] {
  if (id !== undefined && !state.departments.has(id)) throw new Refusal(60123);
  const ids = subtree(state, id ?? 1);
  return ids.flatMap((each) => state.departments.get(each) ?? []);
}

function membersAt(state: State, id: number, withChildren: boolean): Member[] {
  if (!state.departments.has(id)) throw new Refusal(60123);
  return membersOf(state, withChildren ? subtree(state, id) : [id]).filter((member) => member.inAppRange);
}

export function requireMember(state: State, userid: string): Member {
  const member = findMember(state, userid);
  if (!member) throw new Refusal(60111);
  if (!member.inAppRange) throw new Refusal(60011);
  return member;
}

/** More than a fifth of the head count in wrong numbers closes the look-up for a day (contract 1.2). */
function byMobile(sandbox: Sandbox, mobile: string) {
  const member = [...sandbox.state.members.values()].find((each) => each.mobile === mobile && each.inAppRange);
  if (member) return { userid: member.userid };
  const allowed = Math.floor(sandbox.state.members.size / 5);
  if (sandbox.limits.exceeded('wrong mobiles', [{ count: allowed, perMs: dayMs, blockMs: dayMs }])) throw new Refusal(45009);
  throw new Refusal(46004);
}

const optionalId = z.object({ id: queryNumber.optional() });
const inDepartment = z.object({ department_id: queryNumber, fetch_child: z.enum(['0', '1']).default('0') });
const emptyMember = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };

export const directoryEndpoints = [
  endpoint({
    method: 'GET', path: '/cgi-bin/department/list', summary: '部门列表，含下级', empty: { department: [] }, token: 'any', input: optionalId,
    run: ({ id }, { sandbox: { state } }) => ({ department: departmentsFrom(state, id).map((each) => presentDepartment(state, each)) }),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/department/simplelist', summary: '部门编号列表，含下级', empty: { department_id: [] }, token: 'any', input: optionalId,
    run: ({ id }, { sandbox: { state } }) => ({ department_id: departmentsFrom(state, id).map(({ id: each, parentid, order }) => ({ id: each, parentid, order })) }),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/department/get', summary: '一个部门', token: 'any', input: z.object({ id: queryNumber }),
    run({ id }, { sandbox: { state } }) {
      const department = state.departments.get(id);
      if (!department) throw new Refusal(60123);
      return { department: presentDepartment(state, department) };
    },
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/user/simplelist', summary: '部门成员（姓名）', empty: { userlist: [] }, token: 'any', input: inDepartment,
    run: ({ department_id, fetch_child }, { sandbox: { state } }) =>
      ({ userlist: membersAt(state, department_id, fetch_child === '1').map(({ userid, name, department }) => ({ userid, name, department })) }),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/user/list', summary: '部门成员（详情）', empty: { userlist: [] }, token: 'any', input: inDepartment,
    run: ({ department_id, fetch_child }, { sandbox: { state } }) => ({ userlist: membersAt(state, department_id, fetch_child === '1').map(present) }),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/user/get', summary: '一名成员', empty: emptyMember, token: 'any', missing: { userid: 41009 }, input: z.object({ userid: filled }),
    run: ({ userid }, { sandbox: { state } }) => present(requireMember(state, userid)),
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/user/list_id', summary: '成员编号列表（通讯录同步的 secret）', empty: { dept_user: [] }, token: 'contacts', bodyOptional: true,
    input: z.object({ cursor: z.string().optional(), limit: z.number().int().min(1).default(maxIdRows) }),
    run({ cursor, limit }, { sandbox: { state } }) {
      const all = [...state.members.values()].flatMap(({ userid, department }) => department.map((each) => ({ userid, department: each })));
      const { rows, next } = page(all, 'list_id', cursor, Math.min(limit, maxIdRows));
      return { next_cursor: next, dept_user: rows };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/user/getuserid', summary: '用手机号找成员', token: 'any', input: z.object({ mobile: z.string().min(5).max(32) }),
    run: ({ mobile }, { sandbox }) => byMobile(sandbox, mobile),
  }),
];
