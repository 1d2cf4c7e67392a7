/** Where people land who asked for no page. */
export const defaultPage = '/admin/';
const maxNextLength = 500;

/** A page of this very site, or the default: whatever else is asked for, nobody is sent to another site. */
export function safeNext(next: unknown, publicUrl: string): string {
  if (typeof next !== 'string' || next.length > maxNextLength || !/^\/(?![/\\])/.test(next)) return defaultPage;
  if (!URL.canParse(next, publicUrl)) return defaultPage;
  const url = new URL(next, publicUrl);
  // `/x/..//other.site` becomes `//other.site`, which a browser takes for a host.
  if (url.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return defaultPage;
  return url.pathname + url.search + url.hash;
}

export interface SignInPage {
  userAgent: string;
  state: string;
  returnUrl: string;
  corpId: string;
  agentId: number;
  loginBase: string;
  oauthBase: string;
}

/** Inside WeCom the person is known at once; a browser shows the code to scan. Contract 3.2. */
export function signInUrl({ userAgent, state, returnUrl, corpId, agentId, loginBase, oauthBase }: SignInPage): string {
  if (/wxwork/i.test(userAgent)) {
    const query = new URLSearchParams({
      appid: corpId, redirect_uri: returnUrl, response_type: 'code', scope: 'snsapi_base', state, agentid: String(agentId),
    });
    return `${oauthBase}/connect/oauth2/authorize?${query}#wechat_redirect`;
  }
  const query = new URLSearchParams({ login_type: 'CorpApp', appid: corpId, agentid: String(agentId), redirect_uri: returnUrl, state, lang: 'zh' });
  return `${loginBase}/wwlogin/sso/login?${query}`;
}
