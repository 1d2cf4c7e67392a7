import { z } from 'zod';
import { endpoint } from '../api/endpoint.ts';
import { filled } from '../api/fields.ts';
import { Refusal } from '../api/refusal.ts';
import { random16 } from '../chance.ts';
import { openidOf, useWechatCode } from './codes.ts';
import { accountFields, checkAccount } from './tokens.ts';

export const sessionEndpoints = [
  endpoint({
    method: 'GET', path: '/sns/jscode2session', summary: '用 wx.login 的 code 换 openid、unionid', token: 'none', bare: true,
    missing: { grant_type: 40002 }, wrong: { grant_type: 40002 }, otherwise: 40097,
    input: z.object({ ...accountFields, js_code: z.string().default(''), grant_type: z.literal('authorization_code') }),
    run({ js_code: given, ...account }, { sandbox }) {
      checkAccount(sandbox, account);
      if (!given) throw new Refusal(41008);
      const { customer } = useWechatCode(sandbox, 'login', given, { usedBefore: 40163 });
      const openid = openidOf(account.appid, customer);
      sandbox.state.openids.set(openid, customer.externalUserid);
      return { session_key: random16().toString('base64'), openid, ...(customer.unionid ? { unionid: customer.unionid } : {}) };
    },
  }),
  endpoint({
    method: 'POST', path: '/wxa/business/getuserphonenumber', summary: '用手机号按钮的 code 换手机号', missing: { code: 41008 }, otherwise: 40097,
    input: z.object({ code: filled, openid: z.string().optional() }),
    run({ code: given, openid }, { sandbox }) {
      const { code } = useWechatCode(sandbox, 'phone', given, { usedBefore: 40029, openid });
      const watermark = { timestamp: sandbox.clock.nowSeconds(), appid: sandbox.settings.miniprogramAppid };
      return { phone_info: { phoneNumber: code.phone, purePhoneNumber: code.phone, countryCode: '86', watermark } };
    },
  }),
];
