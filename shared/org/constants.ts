/** Roles of staff, in the order in which pages list them. A person may have several. */
export const roles = ['manager', 'supervisor', 'operator', 'compliance', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  manager: '客户经理',
  supervisor: '主管',
  operator: '运营',
  compliance: '合规审核',
  admin: '系统管理员',
};

export const departmentKinds = ['headquarters', 'branch', 'subBranch', 'other'] as const;
export type DepartmentKind = (typeof departmentKinds)[number];
export const departmentKindNames: Record<DepartmentKind, string> = { headquarters: '总行', branch: '分行', subBranch: '支行', other: '部门' };

/** What four eyes decide on. */
export const approvalKinds = ['attributionCorrection', 'bindingPolicy'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];
export const approvalKindNames: Record<ApprovalKind, string> = { attributionCorrection: '管户更正', bindingPolicy: '管户规则' };

export const approvalStates = ['pending', 'approved', 'refused', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];
export const approvalStateNames: Record<ApprovalState, string> = { pending: '待审批', approved: '已同意', refused: '未同意', withdrawn: '已撤回' };

/** How a member of staff may be told something. */
export const staffChannels = ['wecom', 'mail', 'sms'] as const;
export type StaffChannel = (typeof staffChannels)[number];
export const staffChannelNames: Record<StaffChannel, string> = { wecom: '企业微信', mail: '邮件', sms: '短信' };
