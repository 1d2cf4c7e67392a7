/** What the control plane answers (CONTROL.md). Ids are WeCom's; times are Unix seconds unless the name says otherwise. */
export interface SandboxState {
  clock: Clock;
  corp: { name: string; adminUrl?: string };
  departments: Department[];
  members: Member[];
  customers: Customer[];
  contactWays: ContactWay[];
  relations: Relation[];
  tags: Tag[];
  chats: Chat[];
  messages: AppMessage[];
  friendChats: FriendChat[];
  /** Of the person who holds the customer's phone, as are `sms`. */
  notices: ServiceNotice[];
  sms: Sms[];
  /** Of the member who holds the manager's phone. */
  staffSms: Sms[];
  staffMails: Mail[];
  miniCodes: MiniCode[];
  /** Where the customer's phone opens the server's pages. */
  phone: { origin: string | null; home: string; serverOrigin: string | null };
  faults: Fault[];
  deliveries: Deliveries;
  holding: { externalUserid?: string; userid?: string };
}

export interface Clock { at: string; offsetMs: number }
export interface Department { id: number; name: string; parentid: number }
export interface Member { userid: string; name: string; position: string; main_department: number; mobile: string; biz_mail: string; canAddCustomers: boolean; activated: boolean }
export interface Customer { externalUserid: string; name: string; gender: number; phone: string }
export interface FriendChat { people: [string, string]; lines: { at: number; from: string; attachments: Attachment[] }[] }
export interface ServiceNotice { at: number; externalUserid: string; templateId: string; page: string; data: Record<string, string> }
/** Newest first. */
export interface Sms { messageId: string; phone: string; text: string; at: number; read: boolean }
export interface Mail { messageId: string; from: string; subject: string; text: string; at: number; read: boolean }
export interface MiniCode { id: string; scene: string; page: string; at: number; text: string }
export interface ContactWay { config_id: string; remark: string; state: string; user: string[]; party: number[] }
/** In the order of the corp's list, group by group. */
export interface Tag { id: string; name: string; groupId: string; groupName: string }

export interface Relation {
  userid: string; externalUserid: string; createtime: number; remark: string; description: string;
  tagIds: string[]; addWay: number; state?: string; twoWay: boolean; half?: boolean;
}

export interface Chat { userid: string; externalUserid: string; lines: ChatLine[] }
export interface ChatLine { at: number; from: 'customer' | 'staff' | 'welcome' | 'system'; text?: string; attachments?: Attachment[] }

/** As the API got it, with the address of the file where it named a media id. */
export type Attachment = { mediaUrl?: string } & (
  | { msgtype: 'image'; image: { pic_url?: string } }
  | { msgtype: 'link'; link: LinkCard }
  | { msgtype: 'miniprogram'; miniprogram: MiniProgramCard }
  | { msgtype: 'video'; video: object }
  | { msgtype: 'file'; file: object }
);
export interface LinkCard { title: string; desc?: string; picurl?: string; url: string }
export interface MiniProgramCard { title: string; appid: string; page: string }

export type AppMessage = { at: number; msgid: string; userids: string[] } & (
  | { msgtype: 'text'; body: { content: string } }
  | { msgtype: 'textcard'; body: { title: string; description: string; url: string; btntxt?: string } }
);

export interface Fault { id?: number; path: string; errcode?: number; httpStatus?: number; latencyMs?: number; brokenJson?: boolean; reset?: boolean; times?: number }
export interface Deliveries { drop: number; duplicate: number; shuffle: number; delayMs: number; paused: boolean }

export interface Scanned { configId: string; member: { userid: string; name: string; position: string; departmentName: string } }

export interface LogRow {
  id: number; at: string; direction: 'in' | 'out'; method: string; path: string;
  status: number; errcode: number | null; tookMs: number; request: unknown; answer: unknown; curl: string;
}
