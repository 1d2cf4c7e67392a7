import { newId, type Chance } from '../chance.ts';
import { freePhone, givePhone } from '../phoneNumbers.ts';
import { emptyState, type Customer, type Member, type State } from '../state.ts';
import { givenNames, surnames } from './names.ts';

const branches: [id: number, name: string, leader: string, leaderName: string, subBranches: [number, string][]][] = [
  [2, '华东分行', 'u_sup_east', '沈立群', [[21, '外滩支行'], [22, '徐汇支行'], [23, '静安支行'], [24, '西湖支行']]],
  [3, '华南分行', 'u_sup_south', '梁志远', [[31, '天河支行'], [32, '越秀支行'], [33, '南山支行'], [34, '福田支行']]],
  [4, '华北分行', 'u_sup_north', '赵文静', [[41, '朝阳支行'], [42, '海淀支行'], [43, '西城支行'], [44, '滨海支行']]],
];
const headquarters: [userid: string, name: string, position: string, leads: boolean][] = [
  ['u_admin', '林志强', '系统管理员', false], ['u_operator', '许晴', '总行运营', false], ['u_compliance', '罗敏', '合规审核', false], ['u_head', '程建国', '零售部总经理', true],
];
const generatedManagers = 39;
const managerPositions = ['客户经理', '客户经理', '理财经理', '高级客户经理', '私人银行客户经理'];
/** Everybody but these: the bank has not entered a number for them. */
const withoutNumber = new Set(['u_mgr_07', 'u_mgr_19', 'u_mgr_31', 'u_sup_43']);
const notActivated = 'u_mgr_39';
/** Two of three members let apps see their mobile and mailbox, these in any case. */
const surelyShares = new Set(['u_amy', 'u_ben']);

const corpTags: [group: string, byApp: boolean, tags: string[]][] = [
  ['客户等级', false, ['普通', '金卡', '白金', '私行']],
  ['兴趣偏好', false, ['理财', '基金', '保险', '信用卡', '房贷']],
  ['来源渠道', false, ['网点', '活动', '转介']],
  ['服务记录', true, ['已建档', '待回访', '生日关怀']],
];

/** 江海银行: the same tree, people and tags for the same seed. */
export function demoCorp(chance: Chance, nowSeconds: number): State {
  const state = emptyState();
  addDepartments(state);
  addMembers(state, chance);
  addTags(state, chance, nowSeconds);
  state.holding = { externalUserid: '', userid: 'u_amy' };
  return state;
}

function addDepartments(state: State): void {
  const put = (id: number, name: string, parentid: number, order: number) => state.departments.set(id, { id, name, parentid, order });
  put(1, '江海银行', 0, 100_000_000);
  for (const [id, name, , , subBranches] of branches) {
    put(id, name, 1, 10_000 - id);
    for (const [subId, subName] of subBranches) put(subId, subName, id, 10_000 - subId);
  }
}

interface Draft { userid: string; name?: string; position: string; department: number; leads?: boolean; canAddCustomers?: boolean }

function addMembers(state: State, chance: Chance): void {
  const subBranches = branches.flatMap(([, , , , list]) => list);
  const used = new Set<string>();
  const drafts: Draft[] = [
    ...headquarters.map(([userid, name, position, leads]) => ({ userid, name, position, department: 1, leads })),
    ...branches.map(([id, , userid, name]) => ({ userid, name, position: '分行行长', department: id, leads: true })),
    ...subBranches.map(([id]) => ({ userid: `u_sup_${id}`, position: '支行行长', department: id, leads: true, canAddCustomers: true })),
    { userid: 'u_amy', name: '陈安琪', position: '客户经理', department: 21, canAddCustomers: true },
    { userid: 'u_ben', name: '周本', position: '理财经理', department: 21, canAddCustomers: true },
    ...Array.from({ length: generatedManagers }, (_, index) => ({
      userid: `u_mgr_${String(index + 1).padStart(2, '0')}`, position: chance.pick(managerPositions),
      department: subBranches[1 + (index % (subBranches.length - 1))]?.[0] ?? 22, canAddCustomers: true,
    })),
  ];
  for (const draft of drafts) if (draft.name) used.add(draft.name);
  drafts.forEach((draft, index) => state.members.set(draft.userid, member(draft, index + 1, chance, used)));
}

function member(draft: Draft, count: number, chance: Chance, used: Set<string>): Member {
  const number = `JH${String(count * 37 % 1_000).padStart(6, '0')}`;
  const activated = draft.userid !== notActivated;
  return {
    userid: draft.userid, name: draft.name ?? newName(chance, used), alias: '', position: draft.position,
    department: [draft.department], main_department: draft.department, is_leader_in_dept: [draft.leads ? 1 : 0],
    mobile: `139${String(10_000_000 + count).padStart(8, '0')}`, gender: String(1 + chance.below(2)), sharesContact: surelyShares.has(draft.userid) || count % 3 !== 0, status: activated ? 1 : 4, activated,
    canAddCustomers: activated && (draft.canAddCustomers ?? false), inAppRange: true,
    extattr: { attrs: withoutNumber.has(draft.userid) ? [] : [{ type: 0, name: '工号', text: { value: number } }] },
  };
}

function newName(chance: Chance, used: Set<string>): string {
  for (;;) {
    const name = chance.pick(surnames) + chance.pick(givenNames);
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}

function addTags(state: State, chance: Chance, nowSeconds: number): void {
  const createTime = nowSeconds - 200 * 86_400;
  corpTags.forEach(([groupName, byApp, names], place) => {
    const groupId = `et${chance.text(30)}`;
    state.tagGroups.set(groupId, { id: groupId, name: groupName, createTime, order: 100 - place, deleted: false, byApp });
    names.forEach((name, index) => {
      const id = `et${chance.text(30)}`;
      state.tags.set(id, { id, groupId, name, createTime, order: 100 - index, deleted: false, byApp });
    });
  });
}

/** A new WeChat user with a phone number of their own. */
export function addCustomer(state: State, chance: Chance, given: { name: string; gender: number; id?: string; phone?: string | undefined; withoutUnionid?: boolean | undefined }): Customer {
  const id = given.id ?? newId('wm');
  const unionid = given.withoutUnionid ? '' : `o${id.slice(2, 29)}`;
  const customer: Customer = { externalUserid: id, name: given.name, avatar: '', type: 1, gender: given.gender, unionid, phone: '' };
  state.customers.set(id, customer);
  givePhone(state, customer, given.phone ?? freePhone(state, chance));
  return customer;
}
