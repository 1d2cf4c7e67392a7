import type { Relation, SandboxState } from './types.ts';

/** WeCom's add_way, contract 4.1. */
const addWays: Record<number, string> = {
  0: '未知来源', 1: '扫描二维码', 2: '搜索手机号', 3: '名片分享', 4: '群聊', 5: '手机通讯录', 6: '微信联系人', 8: '第三方应用', 9: '搜索邮箱', 10: '视频号', 11: '日程参与人',
  12: '会议参与人', 13: '微信好友的企业微信', 14: '智能硬件', 15: '上门服务', 16: '获客链接', 17: '定制开发', 18: '需求回复', 21: '第三方售前', 22: '可能的商业伙伴',
  24: '微信收到的请求', 201: '同事共享', 202: '管理员分配',
};

/** Where a customer came from: the way, and the code's remark where a code stands behind it. */
export function sourceOf(state: SandboxState, { addWay, state: parameter }: Relation) {
  const way = addWays[addWay] ?? '其他方式';
  const code = parameter && state.contactWays.find((each) => each.state === parameter);
  if (!parameter) return way;
  return `${way}（${code ? code.remark || parameter : parameter}）`;
}
