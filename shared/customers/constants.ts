/** `active`: both sides; `lostByCustomer`: the customer deleted the manager; `lostByStaff`: the manager deleted the customer. */
export const followStates = ['active', 'lostByCustomer', 'lostByStaff'] as const;
export type FollowState = (typeof followStates)[number];
export const followStateNames: Record<FollowState, string> = { active: '正常', lostByCustomer: '客户已删除员工', lostByStaff: '员工已删除客户' };

/** WeCom's `add_way`, as the words that staff know. */
export const addWays = ['unknown', 'qrCode', 'mobileSearch', 'cardShare', 'groupChat', 'phoneBook', 'wechatContact', 'acquisitionLink', 'colleague', 'assigned', 'other'] as const;
export type AddWay = (typeof addWays)[number];
export const addWayNames: Record<AddWay, string> = {
  unknown: '未知', qrCode: '扫描二维码', mobileSearch: '搜索手机号', cardShare: '名片分享', groupChat: '群聊', phoneBook: '手机通讯录',
  wechatContact: '微信联系人', acquisitionLink: '获客链接', colleague: '同事共享', assigned: '管理员分配', other: '其他',
};

/** A code by SMS: minutes it lives, tries, seconds before the next may be asked for, and how many a phone, an address and a session may ask for in a day. */
export const phoneCodeLimits = { digits: 6, minutes: 10, tries: 5, resendSeconds: 60, perPhoneDay: 10, perAddressDay: 100, perSessionDay: 10 } as const;
export const wechatCodeLength = 128;

/** By what two records were found to be one person. */
export const mergeReasons = ['unionid', 'phone', 'bankCustomerNo'] as const;
export type MergeReason = (typeof mergeReasons)[number];
export const mergeReasonNames: Record<MergeReason, string> = { unionid: '同一微信（unionid）', phone: '同一已验证手机号', bankCustomerNo: '同一银行客户号' };
