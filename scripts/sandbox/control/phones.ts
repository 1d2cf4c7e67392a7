import type Router from '@koa/router';
import { z } from 'zod';
import { addCustomer } from '../demo/corp.ts';
import { nicknames } from '../demo/names.ts';
import { addContact, editByHand, removeByCustomer, removeByStaff } from '../people.ts';
import type { Sandbox } from '../sandbox.ts';
import { chatOf, findMember, membersOfWay, relationOf, type ContactWay, type Customer, type Member, type Relation } from '../state.ts';
import { control, ControlError } from './route.ts';

const id = z.string().min(1);
/** A mobile number of mainland China. */
export const PhoneNumber = z.string().regex(/^1[3-9]\d{9}$/, '应为 11 位手机号');
const pair = { externalUserid: id, userid: id };

/** What the two phones do by hand. */
export function phoneRoutes(router: Router, sandbox: Sandbox): void {
  control(router, sandbox, 'hold', z.object({ externalUserid: z.string().optional(), userid: z.string().optional() }), ({ externalUserid, userid }) => {
    if (externalUserid) customer(sandbox, externalUserid);
    if (userid) member(sandbox, userid);
    const { holding } = sandbox.state;
    holding.externalUserid = externalUserid ?? holding.externalUserid;
    holding.userid = userid ?? holding.userid;
    sandbox.touch();
    return holding;
  });
  const Customer = z.object({ name: z.string().min(1).max(40).optional(), gender: z.number().int().min(0).max(2).optional(), phone: PhoneNumber.optional(), withoutUnionid: z.boolean().optional() });
  control(router, sandbox, 'customers', Customer, (given) => {
    if (given.phone && sandbox.state.phones.has(given.phone)) throw new ControlError('这个号码已有人在用', 409);
    const { externalUserid, name, phone } = newCustomer(sandbox, given);
    return { externalUserid, name, phone };
  });
  control(router, sandbox, 'member', z.strictObject({ userid: id, sharesContact: z.boolean() }), ({ userid, sharesContact }) => {
    const changed = Object.assign(member(sandbox, userid), { sharesContact });
    sandbox.touch();
    return changed;
  });
  control(router, sandbox, 'scan', z.object({ qr: id }), ({ qr }) => {
    const way = contactWay(sandbox, qr.trim().replace(/[?#].*$/, '').replace(/\/+$/, '').split('/').at(-1) ?? '');
    const members = membersOfWay(sandbox.state, way);
    const chosen = choose(sandbox, way, sandbox.state.holding.externalUserid);
    const departmentName = sandbox.state.departments.get(chosen.main_department)?.name ?? '';
    return {
      configId: way.config_id, members: members.map(({ userid, name }) => ({ userid, name })),
      member: { userid: chosen.userid, name: chosen.name, position: chosen.position, departmentName },
    };
  });
  control(router, sandbox, 'add', z.object({ externalUserid: id, configId: z.string().optional(), userid: z.string().optional(), half: z.boolean().default(false) }), (given) => {
    const { externalUserid } = customer(sandbox, given.externalUserid);
    const way = given.configId ? contactWay(sandbox, given.configId) : undefined;
    if (!way && !given.userid) throw new ControlError('请给出 configId 或 userid');
    const added = given.userid ? member(sandbox, given.userid) : choose(sandbox, way as ContactWay, externalUserid); // one of the two is there
    if (!added.activated || !added.canAddCustomers) throw new ControlError('该成员未激活或没有客户联系权限', 409);
    return addContact(sandbox, { externalUserid, userid: added.userid, state: way?.state ?? '', byCode: way !== undefined, half: given.half });
  });
  control(router, sandbox, 'removeByCustomer', z.object(pair), (given) => ({ callbackId: removeByCustomer(sandbox, relation(sandbox, given)) }));
  control(router, sandbox, 'removeByStaff', z.object(pair), (given) => ({ callbackId: removeByStaff(sandbox, relation(sandbox, given)) }));
  control(router, sandbox, 'message', z.object({ ...pair, from: z.enum(['customer', 'staff']), text: z.string().min(1).max(4_000) }), (given) => {
    const { userid, externalUserid, twoWay } = relation(sandbox, given);
    if (!twoWay) throw new ControlError('对方已不是好友，消息发不出去', 409);
    const line = { at: sandbox.clock.nowSeconds(), from: given.from, text: given.text };
    chatOf(sandbox.state, userid, externalUserid).lines.push(line);
    sandbox.touch();
    return line;
  });
  control(router, sandbox, 'remark', z.object({ ...pair, remark: z.string().max(20).optional(), tagIds: z.array(id).optional() }), (given) => {
    if (given.tagIds?.some((each) => sandbox.state.tags.get(each)?.deleted !== false)) throw new ControlError('没有这个标签', 404);
    return { callbackId: editByHand(sandbox, relation(sandbox, given), given) };
  });
}

interface NewCustomer { name?: string | undefined; gender?: number | undefined; phone?: string | undefined; withoutUnionid?: boolean | undefined }

export function newCustomer(sandbox: Sandbox, { name = sandbox.chance.pick(nicknames), gender = 1 + sandbox.chance.below(2), ...given }: NewCustomer = {}): Customer {
  const made = addCustomer(sandbox.state, sandbox.chance, { name, gender, ...given });
  sandbox.touch();
  return made;
}

/** One of the code's people by chance; with `is_exclusive`, the one whom the customer has already. */
export function choose(sandbox: Sandbox, way: ContactWay, externalUserid: string): Member {
  const members = membersOfWay(sandbox.state, way);
  if (members.length === 0) throw new ControlError('该二维码下没有可添加的成员', 409);
  const known = way.is_exclusive ? members.find(({ userid }) => relationOf(sandbox.state, userid, externalUserid)) : undefined;
  return known ?? sandbox.chance.pick(members);
}

export function customer(sandbox: Sandbox, externalUserid: string): Customer {
  const found = sandbox.state.customers.get(externalUserid);
  if (!found) throw new ControlError('没有这位客户', 404);
  return found;
}

export function member(sandbox: Sandbox, userid: string): Member {
  const found = findMember(sandbox.state, userid);
  if (!found) throw new ControlError('没有这名成员', 404);
  return found;
}

export function contactWay(sandbox: Sandbox, configId: string): ContactWay {
  const found = sandbox.state.contactWays.get(configId);
  if (!found) throw new ControlError('二维码不存在或已失效', 404);
  return found;
}

function relation(sandbox: Sandbox, { userid, externalUserid }: { userid: string; externalUserid: string }): Relation {
  const found = relationOf(sandbox.state, member(sandbox, userid).userid, externalUserid);
  if (!found) throw new ControlError('两人不是好友', 404);
  return found;
}
