import type { ErrorTable } from '../errorTable.ts';

export const referralErrors = {
  'referral.codeMistyped': { status: 400, message: '邀请码有误', action: '请检查是否输错了字母或数字' },
  'referral.codeUnknown': { status: 404, message: '没有这个邀请码', action: '请向客户经理核对邀请码' },
  'referral.codeDisabled': { status: 409, message: '这个邀请码已停用', action: '请向客户经理索取新码' },
  'referral.codeExpired': { status: 409, message: '这个邀请码已过期', action: '请向客户经理索取新码' },
  'referral.codeNotStarted': { status: 409, message: '活动还没有开始', action: '请在活动开始后再试' },
  'referral.inviteNotFound': { status: 404, message: '没有这个邀请码，或不在您的管辖范围', action: '请返回邀请码列表' },
  'referral.expiryTooLate': { status: 409, message: '有效期超出了活动结束日', action: '请选择活动期内的时间' },
  'referral.expiryPast': { status: 409, message: '有效期已经过去', action: '请选择将来的时间' },
  'referral.tooManyGuesses': { status: 429, message: '输错次数太多', action: '请一小时后再试，或联系客户经理' },
  'referral.pageUnpublished': { status: 409, message: '小程序还没有发布邀请页', action: '请在微信公众平台发布最新版小程序后再下载' },
} as const satisfies ErrorTable;
