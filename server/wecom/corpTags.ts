import { callWecom } from './client.ts';

/** Contract 4.5. `order`: larger first. */
export interface CorpTag { id: string; name: string; create_time: number; order: number; deleted?: boolean }
export interface CorpTagGroup { group_id: string; group_name: string; create_time: number; order: number; deleted?: boolean; tag: CorpTag[] }

const base = '/cgi-bin/externalcontact';

/** All groups, or those of some tags. */
export async function listCorpTags(tagIds: string[] = []): Promise<CorpTagGroup[]> {
  const answer = await callWecom<{ tag_group?: CorpTagGroup[] }>({ method: 'POST', path: `${base}/get_corp_tag_list`, body: tagIds.length > 0 ? { tag_id: tagIds } : {} });
  return answer.tag_group ?? [];
}

/** Into a group of that name, which is made where it is missing; names ≤ 30 characters. */
export async function addCorpTags(groupName: string, names: string[]): Promise<CorpTagGroup> {
  const answer = await callWecom<{ tag_group: CorpTagGroup }>({
    method: 'POST', path: `${base}/add_corp_tag`, body: { group_name: groupName, tag: names.map((name) => ({ name })) }, repeatable: false,
  });
  return answer.tag_group;
}

/** A tag or a group; an app edits only what it made. */
export async function editCorpTag(id: string, change: { name?: string; order?: number }): Promise<void> {
  await callWecom({ method: 'POST', path: `${base}/edit_corp_tag`, body: { id, ...change } });
}

/** A group whose last tag goes is deleted too. */
export async function deleteCorpTags(given: { tagIds?: string[]; groupIds?: string[] }): Promise<void> {
  const { tagIds = [], groupIds = [] } = given;
  if (tagIds.length + groupIds.length === 0) return;
  await callWecom({ method: 'POST', path: `${base}/del_corp_tag`, body: { tag_id: tagIds, group_id: groupIds } });
}
