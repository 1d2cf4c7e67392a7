import { callWecom } from './client.ts';
import { WecomError } from './wecomError.ts';

/** Names are WeCom's own (contract 4.1), so that one search finds the field in the documents too. Times are Unix seconds. */
export interface ExternalContact {
  external_userid: string;
  /** WeChat nickname, or the display name of a WeCom user. */
  name: string;
  avatar?: string;
  /** 1 WeChat user, 2 WeCom user. */
  type: number;
  /** 0 unknown, 1 male, 2 female. */
  gender: number;
  unionid?: string;
  position?: string;
  corp_name?: string;
}

interface Follow {
  userid: string;
  remark: string;
  description: string;
  createtime: number;
  remark_corp_name?: string;
  remark_mobiles?: string[];
  oper_userid?: string;
  add_way: number;
  /** `state` of the contact way that the add came by. */
  state?: string;
}
/** As `externalcontact/get` gives it. `type`: 1 corp tag, 2 personal (no tag_id), 3 strategy. */
export interface FollowUser extends Follow { tags?: { group_name: string; tag_name: string; tag_id?: string; type: number }[] }
/** As `batch/get_by_user` gives it: corp tags only. */
export interface FollowInfo extends Follow { tag_id?: string[] }

const base = '/cgi-bin/externalcontact';
const noRelation = 84_061;

/** Members who may serve customers. */
export async function getFollowUserList(): Promise<string[]> {
  const answer = await callWecom<{ follow_user?: string[] }>({ method: 'GET', path: `${base}/get_follow_user_list` });
  return answer.follow_user ?? [];
}

/** The profile with every member that follows it. WecomError 84061 where no relation is left. */
export async function getExternalContact(externalUserid: string, options: { timeoutMs?: number } = {}): Promise<{ contact: ExternalContact; followUsers: FollowUser[] }> {
  const followUsers: FollowUser[] = [];
  let cursor = '';
  for (;;) {
    const answer = await callWecom<{ external_contact: ExternalContact; follow_user?: FollowUser[]; next_cursor?: string }>({
      method: 'GET', path: `${base}/get`, query: { external_userid: externalUserid, ...(cursor ? { cursor } : {}) }, ...options,
    });
    followUsers.push(...(answer.follow_user ?? []));
    if (!answer.next_cursor) return { contact: answer.external_contact, followUsers };
    cursor = answer.next_cursor;
  }
}

export interface ContactPage {
  contacts: { external_contact: ExternalContact; follow_info: FollowInfo }[];
  /** null at the end. */
  nextCursor: string | null;
  /** Members without a licence: WeCom left their customers out. */
  unlicensedUserids: string[];
}

/** One page of the customers of up to 100 members, 100 a page. */
export async function listContactsByUser(userids: string[], cursor: string | null = null): Promise<ContactPage> {
  try {
    const answer = await callWecom<{ external_contact_list?: ContactPage['contacts']; next_cursor?: string; fail_info?: { unlicensed_userid_list?: string[] } }>({
      method: 'POST', path: `${base}/batch/get_by_user`, body: { userid_list: userids, limit: 100, ...(cursor ? { cursor } : {}) },
    });
    return { contacts: answer.external_contact_list ?? [], nextCursor: answer.next_cursor || null, unlicensedUserids: answer.fail_info?.unlicensed_userid_list ?? [] };
  } catch (error) {
    if (error instanceof WecomError && error.errcode === noRelation) return { contacts: [], nextCursor: null, unlicensedUserids: [] };
    throw error;
  }
}

/** Tags are per member and customer; at most 3 000 a pair. 45035 (another change of the same pair) carries `retryAfterMs`. */
export async function markTag(mark: { userid: string; externalUserid: string; addTagIds?: string[]; removeTagIds?: string[] }): Promise<void> {
  const { userid, externalUserid, addTagIds = [], removeTagIds = [] } = mark;
  if (addTagIds.length + removeTagIds.length === 0) return;
  await callWecom({ method: 'POST', path: `${base}/mark_tag`, body: { userid, external_userid: externalUserid, add_tag: addTagIds, remove_tag: removeTagIds } });
}

/** `remark` ≤ 20 characters, `description` ≤ 150; `remarkMobiles` overwrites. */
export async function remarkContact(given: { userid: string; externalUserid: string; remark?: string; description?: string; remarkMobiles?: string[] }): Promise<void> {
  const { userid, externalUserid, remark, description, remarkMobiles } = given;
  await callWecom({
    method: 'POST', path: `${base}/remark`,
    body: {
      userid, external_userid: externalUserid,
      ...(remark === undefined ? {} : { remark }), ...(description === undefined ? {} : { description }), ...(remarkMobiles ? { remark_mobiles: remarkMobiles } : {}),
    },
  });
}
