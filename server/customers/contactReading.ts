import { getExternalContact, type ExternalContact, type FollowInfo, type FollowUser } from '../wecom/contacts.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { contactProfile } from './contactProfile.ts';
import type { Contact } from './ensureContact.ts';

const noRelation = 84_061;
const corpTag = 1;

/** The relations of one contact as WeCom has them now; nothing where none is left (84061, contract 1.3). */
export async function contactReading(externalUserid: string, readAt: Date, options: { timeoutMs?: number } = {}): Promise<Contact[]> {
  try {
    const { contact, followUsers } = await getExternalContact(externalUserid, options);
    return followUsers.map((each) => contactOf(contact, each, readAt));
  } catch (error) {
    if (error instanceof WecomError && error.errcode === noRelation) return [];
    throw error;
  }
}

/** One relation of WeCom's answers, whichever call gave it. Personal tags have no id and are not read. */
export function contactOf(contact: ExternalContact, follow: FollowUser | FollowInfo, readAt: Date): Contact {
  return {
    externalUserid: contact.external_userid, userid: follow.userid, profile: contactProfile(contact),
    addedAt: new Date(follow.createtime * 1_000), addWay: follow.add_way, ...(follow.state ? { state: follow.state } : {}),
    remark: follow.remark, tagIds: tagIdsOf(follow), phones: follow.remark_mobiles ?? [], readAt,
  };
}

function tagIdsOf(follow: FollowUser | FollowInfo): string[] {
  if ('tag_id' in follow) return follow.tag_id ?? [];
  if (!('tags' in follow)) return [];
  return (follow.tags ?? []).flatMap((tag) => (tag.type === corpTag && tag.tag_id ? [tag.tag_id] : []));
}
