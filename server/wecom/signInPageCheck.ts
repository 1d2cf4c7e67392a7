import type { Check } from '../platform/check.ts';
import { config } from '../platform/config.ts';

const name = '扫码登录';
const action = () => `在企业微信后台「应用 → 企业微信授权登录」把授权回调域设为 ${new URL(config.PUBLIC_URL).host}，并把它加入「网页授权及 JS-SDK」的可信域名`;

/** Opens the sign-in page as a browser would: WeCom shows there (50001) that our domain is not trusted; no API says so. */
export async function signInPageCheck(): Promise<Check> {
  const query = new URLSearchParams({ login_type: 'CorpApp', appid: config.WECOM_CORP_ID, agentid: String(config.WECOM_AGENT_ID), redirect_uri: `${config.PUBLIC_URL}/auth/return`, state: 'check' });
  try {
    const response = await fetch(`${config.WECOM_LOGIN_BASE}/wwlogin/sso/login?${query.toString()}`, { signal: AbortSignal.timeout(config.WECOM_TIMEOUT_MS) });
    const page = await response.text();
    const refused = /\b(50001|40013|40056)\b/.exec(page)?.[1];
    if (response.ok && !refused) return { name, ok: true, detail: '登录页可以打开；以真正扫码登录为准', action: '' };
    return { name, ok: false, detail: refused ? `登录页拒绝了本系统的地址或应用（${refused}）` : `登录页返回 ${response.status}`, action: action() };
  } catch {
    return { name, ok: false, detail: '登录页打不开', action: '检查服务器能否访问 WECOM_LOGIN_BASE' };
  }
}
