/** What can happen between a customer and a manager that says something about whose the customer is. */
export const touchKinds = ['share', 'click', 'scan', 'add', 'register', 'redeem', 'confirm', 'release', 'handover', 'correction'] as const;
export type TouchKind = (typeof touchKinds)[number];
export const touchKindNames: Record<TouchKind, string> = {
  share: '转发', click: '点开链接', scan: '扫小程序码', add: '添加企业微信', register: '验证手机号', redeem: '兑换邀请码',
  confirm: '银行确认管户', release: '银行解除管户', handover: '交接', correction: '人工更正',
};

/** Those that a policy weighs; the others are facts that decide by themselves or never bind. */
export const weighedKinds = ['click', 'scan', 'add', 'register', 'redeem'] as const;
export type WeighedKind = (typeof weighedKinds)[number];

/** By what a customer came to a manager. */
export const touchChannels = ['invite', 'channelCode', 'direct'] as const;
export type TouchChannel = (typeof touchChannels)[number];
export const touchChannelNames: Record<TouchChannel, string> = { invite: '邀请码', channelCode: '渠道码', direct: '其他' };

export const policyModes = ['firstTouch', 'lastTouch'] as const;
export type PolicyMode = (typeof policyModes)[number];
export const policyModeNames: Record<PolicyMode, string> = { firstTouch: '首次触达', lastTouch: '末次触达' };

/** Why a touch did, or did not, change who holds the customer. `{holder}`: who held before, `{manager}`: the touch's manager, `{days}`: the window. */
export const bindingReasonWords = {
  firstBinding: '之前没有管户，归属{manager}',
  windowPassed: '原管户{holder}超过 {days} 天没有新的触达，归属{manager}',
  sameManager: '仍是{manager}，有效期重新计算',
  refreshed: '没有指定客户经理，管户不变，有效期重新计算',
  noManager: '没有指定客户经理，也没有管户',
  firstTouchKeeps: '按首次触达规则，仍归{holder}',
  lastTouchTakes: '按末次触达规则，改归{manager}',
  strongerTakes: '这次触达更强，改归{manager}',
  weakerKeeps: '这次触达较弱，仍归{holder}',
  notBinding: '这类触达不影响管户',
  lockedByBank: '银行已确认{holder}管户，不再变动',
  bankConfirmed: '银行确认由{manager}管户',
  bankReleased: '银行解除{holder}的管户',
  handedOver: '由{holder}交接给{manager}',
  corrected: '经审批更正为{manager}',
  correctedToNone: '经审批更正为没有管户',
  selfInvite: '本人邀请本人，不计',
  staffAsCustomer: '客户是本行员工，不计',
  samePerson: '邀请人与被邀请人是同一人，不计',
  staffLeft: '{manager}当时已离职，不计',
} as const;
export type BindingReason = keyof typeof bindingReasonWords;

/** WeCom, unionid and phone say the same thing about two persons: what made a touch not count. */
export const touchFlags = ['selfInvite', 'staffAsCustomer', 'samePerson', 'staffLeft'] as const;
export type TouchFlag = (typeof touchFlags)[number];

export const previewDays = 90;
