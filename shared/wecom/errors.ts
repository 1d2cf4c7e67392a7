import type { ErrorTable } from '../errorTable.ts';

export const wecomErrors = {
  'wecom.badSignature': { status: 401, message: '回调签名不正确', action: '请核对回调的 Token 与 EncodingAESKey' },
  'wecom.badCallback': { status: 400, message: '回调内容无法解读', action: '请核对回调配置与企业 ID' },
  'wecom.refused': { status: 502, message: '企业微信没有接受这次请求', action: '请到「系统 · 连接与健康」查看原因' },
  'wecom.unreachable': { status: 503, message: '暂时连不上企业微信', action: '请稍后再试' },
} as const satisfies ErrorTable;
