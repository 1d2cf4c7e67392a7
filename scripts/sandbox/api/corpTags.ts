import { z } from 'zod';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { State, Tag, TagGroup } from '../state.ts';
import { requireRelation } from './customers.ts';
import { endpoint } from './endpoint.ts';
import { charsOf, filled } from './fields.ts';
import { Refusal } from './refusal.ts';

/** WeCom: contract 4.5. */
const maxTags = 10_000;
const maxNameChars = 30;
const maxTagsOfPair = 3_000;
const order = z.number().int().min(0).max(2 ** 32 - 1);

const presentTag = ({ id, name, createTime, order: place, deleted }: Tag, byIds: boolean) => ({ id, name, create_time: createTime, order: place, ...(byIds ? { deleted } : {}) });
const presentGroup = (group: TagGroup, tags: Tag[], byIds = false) => ({
  group_id: group.id, group_name: group.name, create_time: group.createTime, order: group.order, ...(byIds ? { deleted: group.deleted } : {}),
  tag: tags.sort((a, b) => b.order - a.order).map((tag) => presentTag(tag, byIds)),
});

const tagsIn = (state: State, groupId: string) => [...state.tags.values()].filter((tag) => tag.groupId === groupId);
const living = <T extends { deleted: boolean }>(list: T[]) => list.filter((each) => !each.deleted);

function listed(state: State, tagIds: string[], groupIds: string[]) {
  const groups = [...state.tagGroups.values()].sort((a, b) => b.order - a.order);
  if (groupIds.length > 0) return groups.filter(({ id }) => groupIds.includes(id)).map((group) => presentGroup(group, tagsIn(state, group.id), true));
  if (tagIds.length === 0) return living(groups).map((group) => presentGroup(group, living(tagsIn(state, group.id))));
  return groups.flatMap((group) => {
    const tags = tagsIn(state, group.id).filter(({ id }) => tagIds.includes(id));
    return tags.length > 0 ? [presentGroup(group, tags, true)] : [];
  });
}

function checkName(name: string): void {
  if (charsOf(name) > maxNameChars || name === '') throw new Refusal(40072);
}

/** The group that is named, or a new one where only a name is given. */
function groupFor(sandbox: Sandbox, groupId: string | undefined, groupName: string | undefined, place: number | undefined): TagGroup {
  const { state, clock } = sandbox;
  if (groupId) {
    const known = state.tagGroups.get(groupId);
    if (!known || known.deleted) throw new Refusal(40068);
    return known;
  }
  if (!groupName) throw new Refusal(40058, 'invalid Request Parameter. group_id and group_name are empty');
  checkName(groupName);
  const known = living([...state.tagGroups.values()]).find(({ name }) => name === groupName);
  return known ?? { id: newId('et'), name: groupName, createTime: clock.nowSeconds(), order: place ?? 0, deleted: false, byApp: true };
}

function removeTag(state: State, tag: Tag): void {
  tag.deleted = true;
  for (const relations of state.followers.values()) for (const relation of relations.values()) relation.tagIds = relation.tagIds.filter((id) => id !== tag.id);
  const group = state.tagGroups.get(tag.groupId);
  if (group && living(tagsIn(state, group.id)).length === 0) group.deleted = true;
}

function requireOwn<T extends { deleted: boolean; byApp: boolean }>(item: T | undefined): T {
  if (!item || item.deleted) throw new Refusal(40068);
  if (!item.byApp) throw new Refusal(81011);
  return item;
}

const ids = z.array(filled).default([]);

export const corpTagEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/get_corp_tag_list', summary: '企业标签库', empty: { tag_group: [] }, bodyOptional: true, input: z.object({ tag_id: ids, group_id: ids }),
    run: ({ tag_id, group_id }, { sandbox: { state } }) => ({ tag_group: listed(state, tag_id, group_id) }),
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/add_corp_tag', summary: '添加企业标签',
    input: z.object({ group_id: z.string().optional(), group_name: z.string().optional(), order: order.optional(), tag: z.array(z.object({ name: z.string(), order: order.optional() })).min(1) }),
    run(given, { sandbox }) {
      const { state, clock } = sandbox;
      const wanted = [...new Map(given.tag.map((tag) => [tag.name, tag])).values()];
      for (const { name } of wanted) checkName(name);
      const group = groupFor(sandbox, given.group_id, given.group_name, given.order);
      const taken = new Set(living(tagsIn(state, group.id)).map(({ name }) => name));
      if (wanted.some(({ name }) => taken.has(name))) throw new Refusal(40071);
      if (living([...state.tags.values()]).length + wanted.length > maxTags) throw new Refusal(40126);
      const tags = wanted.map(({ name, order: place }): Tag => ({ id: newId('et'), groupId: group.id, name, createTime: clock.nowSeconds(), order: place ?? 0, deleted: false, byApp: true }));
      state.tagGroups.set(group.id, group);
      for (const tag of tags) state.tags.set(tag.id, tag);
      sandbox.touch();
      return { tag_group: presentGroup(group, tags) };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/edit_corp_tag', summary: '编辑企业标签或标签组', missing: { id: 40068 },
    input: z.object({ id: filled, name: z.string().optional(), order: order.optional() }),
    run({ id, name, order: place }, { sandbox }) {
      const { state } = sandbox;
      const tag = state.tags.get(id);
      const item = requireOwn<Tag | TagGroup>(tag ?? state.tagGroups.get(id));
      if (name !== undefined) checkName(name);
      const others = living<Tag | TagGroup>(tag ? tagsIn(state, tag.groupId) : [...state.tagGroups.values()]);
      if (others.some((other) => other.id !== id && other.name === name)) throw new Refusal(40071);
      item.name = name ?? item.name;
      item.order = place ?? item.order;
      sandbox.touch();
      return {};
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/del_corp_tag', summary: '删除企业标签或标签组', input: z.object({ tag_id: ids, group_id: ids }).refine(({ tag_id, group_id }) => tag_id.length + group_id.length > 0),
    run({ tag_id, group_id }, { sandbox }) {
      const { state } = sandbox;
      const groups = group_id.map((id) => requireOwn(state.tagGroups.get(id)));
      const tags = tag_id.map((id) => requireOwn(state.tags.get(id)));
      for (const tag of new Set([...tags, ...groups.flatMap(({ id }) => living(tagsIn(state, id)))])) removeTag(state, tag);
      for (const group of groups) group.deleted = true;
      sandbox.touch();
      return {};
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/mark_tag', summary: '给客户打标签或去标签', missing: { userid: 41009, external_userid: 41035 },
    input: z.object({ userid: filled, external_userid: filled, add_tag: ids, remove_tag: ids }).refine(({ add_tag, remove_tag }) => add_tag.length + remove_tag.length > 0),
    run({ userid, external_userid, add_tag, remove_tag }, { sandbox }) {
      const { state } = sandbox;
      const relation = requireRelation(state, userid, external_userid);
      const unknown = [...add_tag, ...remove_tag].filter((id) => state.tags.get(id)?.deleted !== false);
      if (unknown.length === add_tag.length + remove_tag.length) throw new Refusal(40070);
      if (unknown.length > 0) throw new Refusal(40068);
      const tagIds = [...new Set([...relation.tagIds, ...add_tag])].filter((id) => !remove_tag.includes(id));
      if (tagIds.length > maxTagsOfPair) throw new Refusal(40058, 'invalid Request Parameter. too many tags');
      relation.tagIds = tagIds;
      sandbox.touch();
      return {};
    },
  }),
];
