import type { ErrorTable } from '../errorTable.ts';

export const orgErrors = {
  'org.signInExpired': { status: 400, message: '登录链接已失效', action: '请回到登录页重新扫码' },
  'org.notStaff': { status: 403, message: '您不是本企业的成员', action: '请使用企业微信账号登录' },
  'org.noRole': { status: 403, message: '您还没有管户的角色', action: '请联系系统管理员授予角色' },
  'org.staffNotFound': { status: 404, message: '没有这位员工，或不在您的管辖范围', action: '请刷新组织架构后再试' },
  'org.departmentNotFound': { status: 404, message: '没有这个部门，或不在您的管辖范围', action: '请刷新组织架构后再试' },
  'org.lastAdmin': { status: 409, message: '至少要保留一位系统管理员', action: '请先授予另一位员工系统管理员角色' },
  'org.employeeNoTaken': { status: 409, message: '该工号已属于另一位员工', action: '请核对工号' },
  'org.sessionNotFound': { status: 404, message: '这个登录已经结束', action: '请刷新列表' },
  'org.approvalNotFound': { status: 404, message: '没有这个审批，或不在您的管辖范围', action: '请返回审批列表' },
  'org.approvalClosed': { status: 409, message: '这个审批已经结束', action: '请刷新列表' },
  'org.ownApproval': { status: 403, message: '不能审批自己提交的申请', action: '请由另一位同事审批' },
  'org.deputyUnavailable': { status: 409, message: '所选员工不能做您的代理人', action: '请选择有相同角色的在职同事' },
  'org.deputyNotFound': { status: 404, message: '没有这个代理设置', action: '请刷新列表' },
} as const satisfies ErrorTable;
