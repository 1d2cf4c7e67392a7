import type { ErrorTable } from '../errorTable.ts';

export const platformErrors = {
  'platform.badInput': { status: 400, message: '提交的内容有误', action: '请按提示修改后再提交' },
  'platform.badJson': { status: 400, message: '提交的内容不是有效的 JSON', action: '请检查请求格式' },
  'platform.tooLarge': { status: 413, message: '提交的内容过大', action: '请减少内容后再试' },
  'platform.unsupportedType': { status: 415, message: '请求格式不支持', action: '请以 application/json 提交' },
  'platform.notSignedIn': { status: 401, message: '登录已失效', action: '请重新登录' },
  'platform.freshSignInNeeded': { status: 401, message: '此操作需要重新验证身份', action: '请重新登录后再操作' },
  'platform.crossSite': { status: 403, message: '请求来源不被信任', action: '请从管理后台页面操作' },
  'platform.forbidden': { status: 403, message: '您没有此操作的权限', action: '如需使用，请联系系统管理员' },
  'platform.notFound': { status: 404, message: '内容不存在或不在您的管辖范围', action: '请返回列表刷新后再试' },
  'platform.unknownOperation': { status: 404, message: '没有这个接口', action: '请对照接口文档检查名称' },
  'platform.conflict': { status: 409, message: '内容刚被他人修改', action: '请刷新后再试' },
  'platform.idempotencyKeyReused': { status: 422, message: '同一幂等键提交了不同内容', action: '请换一个新的幂等键' },
  'platform.tooManyRequests': { status: 429, message: '操作太频繁', action: '请稍后再试' },
  'platform.unavailable': { status: 503, message: '系统暂时繁忙', action: '请稍后再试，数据不会丢失' },
  'platform.smsNotConfigured': { status: 503, message: '短信网关未配置', action: '请联系银行工作人员；管理员请设置 SMS_GATEWAY_URL' },
  'platform.mailNotConfigured': { status: 503, message: '邮件服务器未配置', action: '请联系系统管理员设置 MAIL_URL' },
  'platform.internal': { status: 500, message: '系统出错了', action: '请稍后再试；若仍出错，请把请求编号告诉系统管理员' },
} as const satisfies ErrorTable;
