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
