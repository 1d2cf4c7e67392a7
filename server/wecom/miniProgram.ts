import { config } from '../platform/config.ts';
import { callWechat, type Image } from './client.ts';
import { noAnswer } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

const paths = { session: '/sns/jscode2session', phone: '/wxa/business/getuserphonenumber', code: '/wxa/getwxacodeunlimit' } as const;

/** Who holds this login code: single use, 5 minutes. 40029 unknown or old, 40163 used, 40226 blocked by WeChat, 45011 too often. The session key is not kept. */
export async function exchangeLoginCode(code: string): Promise<{ openid: string; unionid: string | null }> {
  const { openid, unionid } = await callWechat<{ openid?: string; unionid?: string }>({
    method: 'GET', path: paths.session, query: { js_code: code, grant_type: 'authorization_code' }, repeatable: false,
    credentials: { appid: config.MINIPROGRAM_APPID, secret: config.MINIPROGRAM_SECRET },
  });
  if (!openid) throw new WecomError(paths.session, noAnswer);
  return { openid, unionid: unionid || null };
}

/** The number behind the phone button's code: once, 5 minutes, 40029 afterwards. Numbers from abroad keep their country code. */
export async function readPhoneNumber(code: string, openid: string): Promise<string> {
  const { phone_info: phone } = await callWechat<{ phone_info?: { phoneNumber: string; purePhoneNumber: string; countryCode: string } }>({
    method: 'POST', path: paths.phone, body: { code, openid }, repeatable: false,
  });
  if (!phone) throw new WecomError(paths.phone, noAnswer);
  return phone.countryCode === '86' ? phone.purePhoneNumber : phone.phoneNumber;
}

/** WeChat: at most 32 of these, contract 8.2. */
const sceneForm = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const pageForm = /^[^/?#][^?#]*$/;
const badScene = 40_169;
const badPage = 41_030;

/** The round code of a page; `scene` comes back as the page's query. What WeChat would refuse is refused before it is asked. */
export async function makeMiniCode({ scene, page }: { scene: string; page: string }): Promise<Image> {
  if (!sceneForm.test(scene)) throw new WecomError(paths.code, badScene);
  if (!pageForm.test(page)) throw new WecomError(paths.code, badPage);
  return callWechat<Image>({ method: 'POST', path: paths.code, body: { scene, page }, answers: 'image' });
}
