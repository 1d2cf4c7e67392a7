import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import { findMember, relationOf, shownRelations, type Customer, type Member, type Relation, type State } from '../state.ts';
import { page } from './cursor.ts';
import { requireMember } from './directory.ts';
import { endpoint } from './endpoint.ts';
import { filled, maxChars } from './fields.ts';
import { requireMedia } from './mediaStore.ts';
import { Refusal } from './refusal.ts';

const followersPerPage = 500;
const defaultBatch = 50;
const maxBatch = 100;

const presentCustomer = (sandbox: Sandbox, customer: Customer) => ({
  external_userid: customer.externalUserid, name: customer.name, type: customer.type, avatar: customer.avatar || `${sandbox.publicUrl}/avatar/${customer.externalUserid}.svg`,
  gender: customer.gender, ...(customer.unionid ? { unionid: customer.unionid } : {}),
});

const common = (relation: Relation) => ({
  userid: relation.userid, remark: relation.remark, description: relation.description, createtime: relation.createtime,
  ...(relation.remarkCompany ? { remark_corp_name: relation.remarkCompany } : {}), remark_mobiles: relation.remarkMobiles, add_way: relation.addWay,
  ...(relation.operUserid ? { oper_userid: relation.operUserid } : {}), ...(relation.state ? { state: relation.state } : {}),
});

const presentTags = (state: State, ids: readonly string[]) => ids.flatMap((id) => {
  const tag = state.tags.get(id);
  const group = tag && state.tagGroups.get(tag.groupId);
  return group ? [{ group_name: group.name, tag_name: tag.name, tag_id: id, type: 1 }] : [];
});

export function requireServiceMember(state: State, userid: string): Member {
  const member = requireMember(state, userid);
  if (!member.canAddCustomers) throw new Refusal(84074);
  return member;
}

export function requireCustomer(state: State, externalUserid: string): Customer {
  const customer = state.customers.get(externalUserid);
  if (!customer) throw new Refusal(40096);
  return customer;
}

/** Open while only the customer has left; closed once the member has removed the customer (contract 1.3). */
export function requireRelation(state: State, userid: string, externalUserid: string): Relation {
  requireServiceMember(state, userid);
  requireCustomer(state, externalUserid);
  const relation = relationOf(state, findMember(state, userid)?.userid ?? userid, externalUserid);
  if (!relation || relation.half) throw new Refusal(84061);
  return relation;
}

const mobiles = z.union([z.array(z.string()), z.literal('').transform((): string[] => [])]).transform((list) => list.filter(Boolean));

export const customerEndpoints = [
  endpoint({
    method: 'GET', path: '/cgi-bin/externalcontact/get_follow_user_list', summary: '配置了客户联系功能的成员', empty: { follow_user: [] }, input: z.object({}),
    run: (_, { sandbox }) => ({ follow_user: [...sandbox.state.members.values()].filter((each) => each.canAddCustomers && each.inAppRange).map(({ userid }) => userid) }),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/externalcontact/list', summary: '成员的客户列表', empty: { external_userid: [] }, missing: { userid: 41009 }, input: z.object({ userid: filled }),
    run({ userid }, { sandbox: { state } }) {
      const member = requireServiceMember(state, userid);
      const ids = shownRelations(state.contacts.get(member.userid)).map(({ externalUserid }) => externalUserid);
      if (ids.length === 0) throw new Refusal(84061);
      return { external_userid: ids };
    },
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/externalcontact/get', summary: '客户详情与跟进成员', empty: { external_contact: {}, follow_user: [] }, missing: { external_userid: 41035 },
    input: z.object({ external_userid: filled, cursor: z.string().optional() }),
    run({ external_userid: id, cursor }, { sandbox }) {
      const customer = requireCustomer(sandbox.state, id);
      const relations = shownRelations(sandbox.state.followers.get(id));
      if (relations.length === 0) throw new Refusal(84061);
      const { rows, next } = page(relations, `get ${id}`, cursor, followersPerPage);
      return {
        external_contact: presentCustomer(sandbox, customer),
        follow_user: rows.map((relation) => ({ ...common(relation), tags: presentTags(sandbox.state, relation.tagIds) })),
        ...(next ? { next_cursor: next } : {}),
      };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/batch/get_by_user', summary: '批量获取客户详情', empty: { external_contact_list: [] },
    input: z.object({ userid_list: z.array(filled).min(1), cursor: z.string().optional(), limit: z.number().int().min(0).optional() }),
    run({ userid_list: userids, cursor, limit }, { sandbox }) {
      if (userids.length > 100) throw new Refusal(40032);
      const members = userids.map((userid) => requireServiceMember(sandbox.state, userid));
      const all = members.flatMap(({ userid }) => shownRelations(sandbox.state.contacts.get(userid)));
      const { rows, next } = page(all, `batch ${userids.join()}`, cursor, Math.min(limit || defaultBatch, maxBatch));
      return {
        external_contact_list: rows.flatMap((relation) => {
          const customer = sandbox.state.customers.get(relation.externalUserid);
          return customer ? [{ external_contact: presentCustomer(sandbox, customer), follow_info: { ...common(relation), tag_id: relation.tagIds } }] : [];
        }),
        next_cursor: next,
      };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/remark', summary: '修改客户备注', missing: { userid: 41009, external_userid: 41035 },
    input: z.object({
      userid: filled, external_userid: filled, remark: maxChars(20).optional(), description: maxChars(150).optional(), remark_company: maxChars(20).optional(),
      remark_mobiles: mobiles.optional(), remark_pic_mediaid: z.string().optional(),
    }).refine((given) => Object.keys(given).length > 2),
    run(given, { sandbox }) {
      const relation = requireRelation(sandbox.state, given.userid, given.external_userid);
      if (given.remark_pic_mediaid) requireMedia(sandbox, given.remark_pic_mediaid, 'image');
      relation.remark = given.remark ?? relation.remark;
      relation.description = given.description ?? relation.description;
      relation.remarkCompany = given.remark_company ?? relation.remarkCompany;
      relation.remarkMobiles = given.remark_mobiles ?? relation.remarkMobiles;
      sandbox.touch();
      return {};
    },
  }),
];
