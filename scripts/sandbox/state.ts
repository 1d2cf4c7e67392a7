export interface Department { id: number; name: string; parentid: number; order: number }

export interface Member {
  userid: string; name: string; alias: string; position: string;
  department: number[]; main_department: number; is_leader_in_dept: number[];
  mobile: string; gender: string;
  /** The member has authorised that apps see mobile and mailbox (contract 3.1). */
  sharesContact: boolean;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: number;
  activated: boolean; canAddCustomers: boolean; inAppRange: boolean;
  extattr: { attrs: { type: 0; name: string; text: { value: string } }[] };
}

/** `unionid` is '' where neither WeCom nor the mini-program is told it; `phone` is '' where the person has no number. */
export interface Customer { externalUserid: string; name: string; avatar: string; type: 1; gender: number; unionid: string; phone: string }

export interface Relation {
  userid: string; externalUserid: string; createtime: number; remark: string; description: string; remarkCompany: string; remarkMobiles: string[];
  tagIds: string[]; addWay: number; operUserid: string; state: string;
  /** False once the customer has deleted the member. */
  twoWay: boolean;
  /** The customer has added, the member has not accepted yet. */
  half: boolean;
}

export interface TagGroup { id: string; name: string; createTime: number; order: number; deleted: boolean; byApp: boolean }
export interface Tag { id: string; groupId: string; name: string; createTime: number; order: number; deleted: boolean; byApp: boolean }

export interface ContactWay {
  config_id: string; type: number; scene: number; style: number; remark: string; skip_verify: boolean; state: string; qr_code?: string | undefined;
  user: string[]; party: number[]; is_temp: boolean; expires_in: number; chat_expires_in: number; unionid: string; is_exclusive: boolean; mark_source: boolean;
  conclusions: Record<string, unknown>; createTime: number;
}

export interface Attachment { msgtype: string; mediaUrl?: string | undefined; [body: string]: unknown }
export interface ChatLine { at: number; from: 'customer' | 'staff' | 'welcome' | 'system'; text?: string | undefined; attachments?: Attachment[] | undefined }
export interface Chat { userid: string; externalUserid: string; lines: ChatLine[] }

export interface Welcome {
  welcomeCode: string; externalUserid: string; userid: string; madeAtMs: number; callbackAtMs: number | null; acceptedAtMs: number | null;
  message: { text?: string | undefined; attachments?: Attachment[] | undefined } | null;
}
export interface Media { id: string; type: string; name: string; contentType: string; size: number; createdAt: number; permanent: boolean }
export interface AppMessage { at: number; msgid: string; userids: string[]; msgtype: string; body: Record<string, unknown> }
export interface Token { token: string; app: 'app' | 'contacts'; madeAtMs: number; revoked: boolean }
export interface LoginCode { code: string; userid: string; scope: string; madeAtMs: number; used: boolean }
export interface UserTicket { ticket: string; userid: string; madeAtMs: number }

export interface WechatToken { token: string; kind: 'stable' | 'plain'; madeAtMs: number; /** Replaced or revoked: no good from then on. */ voidAtMs: number | null }
/** What `wx.login` or the phone button gave the page. */
export interface WechatCode { code: string; kind: 'login' | 'phone'; externalUserid: string; phone: string; madeAtMs: number; used: boolean }
export interface MiniCode { id: string; scene: string; page: string; at: number }
/** A subscribe message as the customer's phone shows it. */
export interface ServiceNotice { at: number; externalUserid: string; templateId: string; page: string; data: Record<string, string> }
/** `externalUserid`: who held the number as it came, else `userid`: whose mobile it was; '' = nobody. */
export interface Sms { messageId: string; phone: string; text: string; at: number; externalUserid: string; userid: string; read: boolean }
/** `messageId` is the header Message-ID; `to` is the address that took it, of the member `userid`. */
export interface Mail { messageId: string; to: string; from: string; subject: string; text: string; at: number; userid: string; read: boolean }
/** Two WeChat friends; `from` is one of the two. */
export interface FriendChat { people: [string, string]; lines: { at: number; from: string; attachments: Attachment[] }[] }

/** Everything the sandbox knows. Keys are WeCom's ids. */
export interface State {
  departments: Map<number, Department>;
  members: Map<string, Member>;
  customers: Map<string, Customer>;
  /** external_userid → userid → relation. */
  followers: Map<string, Map<string, Relation>>;
  /** userid → external_userid → the same relation. */
  contacts: Map<string, Map<string, Relation>>;
  tagGroups: Map<string, TagGroup>;
  tags: Map<string, Tag>;
  contactWays: Map<string, ContactWay>;
  chats: Map<string, Chat>;
  welcomes: Map<string, Welcome>;
  media: Map<string, Media>;
  messages: AppMessage[];
  tokens: Map<string, Token>;
  codes: Map<string, LoginCode>;
  userTickets: Map<string, UserTicket>;
  /** Kind of ticket → ticket and when it was made. */
  tickets: Map<string, { ticket: string; madeAtMs: number }>;
  wechatTokens: Map<string, WechatToken>;
  wechatCodes: Map<string, WechatCode>;
  /** openid → external_userid, of those who have opened the mini-program. */
  openids: Map<string, string>;
  /** external_userid and template → how many subscribe messages may still come. */
  quotas: Map<string, number>;
  notices: ServiceNotice[];
  miniCodes: Map<string, MiniCode>;
  friendChats: Map<string, FriendChat>;
  /** Phone number → external_userid. */
  phones: Map<string, string>;
  sms: Sms[];
  mails: Mail[];
  /** In place of the settings, until the next reset. */
  published: { pages?: string[]; templates?: string[] };
  holding: { externalUserid: string; userid: string };
}

export const emptyState = (): State => ({
  departments: new Map(), members: new Map(), customers: new Map(), followers: new Map(), contacts: new Map(), tagGroups: new Map(), tags: new Map(),
  contactWays: new Map(), chats: new Map(), welcomes: new Map(), media: new Map(), messages: [], tokens: new Map(), codes: new Map(), userTickets: new Map(),
  tickets: new Map(), wechatTokens: new Map(), wechatCodes: new Map(), openids: new Map(), quotas: new Map(), notices: [], miniCodes: new Map(), friendChats: new Map(),
  phones: new Map(), sms: [], mails: [], published: {}, holding: { externalUserid: '', userid: '' },
});

/** userids are case-insensitive: the one as it is stored. */
export function findMember(state: State, userid: string): Member | undefined {
  const exact = state.members.get(userid);
  if (exact) return exact;
  const lower = userid.toLowerCase();
  for (const member of state.members.values()) if (member.userid.toLowerCase() === lower) return member;
  return undefined;
}

export const relationOf = (state: State, userid: string, externalUserid: string): Relation | undefined => state.followers.get(externalUserid)?.get(userid);

export function putRelation(state: State, relation: Relation): void {
  inner(state.followers, relation.externalUserid).set(relation.userid, relation);
  inner(state.contacts, relation.userid).set(relation.externalUserid, relation);
}

export function dropRelation(state: State, { userid, externalUserid }: Relation): void {
  state.followers.get(externalUserid)?.delete(userid);
  state.contacts.get(userid)?.delete(externalUserid);
}

/** Relations that the API shows: not those that wait for the member to accept (contract 1.3, 84061). */
export const shownRelations = (relations: Map<string, Relation> | undefined): Relation[] => [...(relations?.values() ?? [])].filter((each) => !each.half);

export function chatOf(state: State, userid: string, externalUserid: string): Chat {
  const key = `${userid} ${externalUserid}`;
  const chat = state.chats.get(key) ?? { userid, externalUserid, lines: [] };
  state.chats.set(key, chat);
  return chat;
}

/** The department and all below it. */
export function subtree(state: State, id: number): number[] {
  const children = [...state.departments.values()].filter((each) => each.parentid === id);
  return state.departments.has(id) ? [id, ...children.flatMap((each) => subtree(state, each.id))] : [];
}

export const membersOf = (state: State, departmentIds: readonly number[]): Member[] =>
  [...state.members.values()].filter((member) => member.department.some((id) => departmentIds.includes(id)));

/** Who a code leads to: its users and the members of its departments who can be added. */
export function membersOfWay(state: State, way: Pick<ContactWay, 'user' | 'party'>): Member[] {
  const byParty = membersOf(state, way.party.flatMap((id) => subtree(state, id)));
  const byName = way.user.flatMap((userid) => findMember(state, userid) ?? []);
  return [...new Set([...byName, ...byParty])].filter((member) => member.activated && member.canAddCustomers);
}

function inner<K>(map: Map<string, Map<string, K>>, key: string): Map<string, K> {
  const found = map.get(key) ?? new Map<string, K>();
  map.set(key, found);
  return found;
}
