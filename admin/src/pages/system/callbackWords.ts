const events: Readonly<Record<string, string>> = {
  add_external_contact: '客户添加员工', add_half_external_contact: '客户免验证添加员工', edit_external_contact: '修改客户备注或标签', del_external_contact: '员工删除客户',
  del_follow_user: '客户删除员工', transfer_fail: '客户接替失败', msg_audit_approved: '客户同意会话存档', change_external_contact: '客户变更',
  change_external_chat: '客户群变更', change_external_tag: '企业标签变更', change_contact: '通讯录变更', enter_agent: '员工进入应用', subscribe: '员工关注应用', unsubscribe: '员工取消关注应用',
};
const marks: Readonly<Record<string, string>> = { unknownState: '渠道码不存在', disabledCode: '渠道码已停用', unknownStaff: '员工不在组织架构中' };

/** `change_external_contact.add_external_contact` and its like: the last word says most. */
const lastKnown = (event: string) => event.split(/[./:]/).reverse().map((word) => events[word]).find(Boolean);

export const callbackWords = {
  event: (event: string): string => lastKnown(event) ?? '其他事件',
  mark: (mark: string): string => marks[mark] ?? mark,
};
