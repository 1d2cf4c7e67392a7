import type { ErrorTable } from '../errorTable.ts';

export const customersErrors = {
  'customers.notFound': { status: 404, message: '没有这位客户，或不在您的管辖范围', action: '请返回客户列表' },
  'customers.tagNotFound': { status: 404, message: '标签不存在或已被删除', action: '请刷新标签后重新选择' },
  'customers.loginCodeInvalid': { status: 400, message: '登录凭证已失效', action: '请重新打开小程序' },
  'customers.wechatAway': { status: 503, message: '暂时连不上微信', action: '请稍后再试' },
  'customers.phoneCodeTooOften': { status: 429, message: '验证码获取太频繁', action: '请稍后再试，或联系您的客户经理' },
  'customers.phoneCodeWrong': { status: 400, message: '验证码不正确', action: '请核对短信后重新填写' },
  'customers.phoneCodeSpent': { status: 409, message: '验证码已失效', action: '请重新获取验证码' },
  'customers.phoneCodeInvalid': { status: 400, message: '微信手机号授权已失效', action: '请重新点击授权，或改用短信验证' },
  'customers.mergeBuiltOn': { status: 409, message: '之后的合并建立在这次合并之上', action: '请先拆分较晚的合并' },
  'customers.mergeNotFound': { status: 404, message: '没有这次合并，或已经拆分', action: '请刷新客户页面' },
} as const satisfies ErrorTable;
