import { z } from 'zod';
import { contract } from '../contract.ts';
import { Id, Instant, MobileNumber } from '../fields.ts';
import { phoneCodeLimits, wechatCodeLength } from './constants.ts';

/** What WeChat's `wx.login` and the phone button hand over: single use, 5 minutes. */
const WechatCode = z.string().min(1).max(wechatCodeLength);

/** The customer who is signed in to the mini-program. */
export const Member = z.object({
  id: z.string(),
  /** WeChat's nickname as the manager's WeCom knows it; empty where unknown. */
  name: z.string(),
  /** `138****0001`; empty until a number is verified. */
  phoneMasked: z.string(),
  isPhoneVerified: z.boolean(),
  signedInAt: Instant,
});

/** Exchanges WeChat's login code for a session. The token goes into `Authorization: Bearer`. 400 `customers.loginCodeInvalid`. */
export const signIn = contract('customers.signIn', {
  kind: 'write',
  summary: '小程序登录',
  input: z.strictObject({ code: WechatCode }),
  output: z.object({ token: z.string(), expiresAt: Instant, member: Member }),
});
/** Ends the session of this very request. */
export const signOutMember = contract('customers.signOutMember', { kind: 'write', summary: '退出小程序', input: z.strictObject({}), output: z.object({ signedOut: z.boolean() }) });
export const getMember = contract('customers.getMember', { kind: 'read', summary: '我的资料', input: z.strictObject({}), output: Member });

/** Sends a code by SMS. 429 `customers.phoneCodeTooOften` while one was just sent, or too many were asked for. */
export const askPhoneCode = contract('customers.askPhoneCode', {
  kind: 'write',
  summary: '获取短信验证码',
  input: z.strictObject({ phone: MobileNumber }),
  output: z.object({ challengeId: z.string(), expiresAt: Instant, resendAt: Instant }),
});
/** 400 `customers.phoneCodeWrong` with what is left of the tries, 409 `customers.phoneCodeSpent` after five or ten minutes. */
export const verifyPhoneCode = contract('customers.verifyPhoneCode', {
  kind: 'write',
  summary: '验证手机号',
  input: z.strictObject({ challengeId: Id, code: z.string().regex(new RegExp(`^\\d{${phoneCodeLimits.digits}}$`), `验证码为 ${phoneCodeLimits.digits} 位数字`) }),
  output: Member,
});
/** The number that WeChat has verified, by the code of its phone button. */
export const verifyWechatPhone = contract('customers.verifyWechatPhone', {
  kind: 'write', summary: '微信手机号验证', input: z.strictObject({ code: WechatCode }), output: Member,
});
