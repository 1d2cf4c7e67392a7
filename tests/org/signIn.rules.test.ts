import fc from 'fast-check';
import { safeNext, signInUrl } from '../../server/org/signIn.rules.ts';

const site = 'https://guanhu.example.com';

test.each(['/admin/', '/admin/customers?tag=1&page=2', '/admin/codes/abc#usage', '/sidebar/'])('%s is a page of ours', (next) => {
  expect(safeNext(next, site)).toBe(next);
});

test.each([
  undefined, '', 'admin', ['/admin/a', '/admin/b'], 'https://evil.example.com/', 'javascript:alert(1)', '//evil.example.com', '/\\evil.example.com', '/\t/evil.example.com',
  '\\\\evil.example.com', '/admin/..//evil.example.com', '/.//evil.example.com', '/a/../\\evil.example.com', 'http:/evil.example.com', `/${'a'.repeat(500)}`,
])('%j leads to the default page', (next) => {
  expect(safeNext(next, site)).toBe('/admin/');
});

test('property: whatever is asked for, the browser stays on this site', () => {
  const piece = fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '@', ':', '//', '?', '#', 'evil.example.com', 'admin', '\t', '\n', 'https:');
  const text = fc.oneof(fc.string(), fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`));
  fc.assert(fc.property(text, (next) => {
    const page = safeNext(next, site);
    expect(page.startsWith('/')).toBe(true);
    expect(new URL(page, `${site}/auth/return?code=1`).origin).toBe(site);
  }), { numRuns: 2_000 });
});

const page = {
  state: 'st8', returnUrl: 'https://guanhu.example.com/auth/return', corpId: 'ww1', agentId: 1_000_002,
  loginBase: 'https://login.work.weixin.qq.com', oauthBase: 'https://open.weixin.qq.com',
};

test('a browser goes to the page with the code to scan', () => {
  expect(signInUrl({ ...page, userAgent: 'Mozilla/5.0 Chrome/140' })).toBe(
    'https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp&appid=ww1&agentid=1000002&redirect_uri=https%3A%2F%2Fguanhu.example.com%2Fauth%2Freturn&state=st8&lang=zh',
  );
});

test('inside WeCom the person is known at once', () => {
  expect(signInUrl({ ...page, userAgent: 'Mozilla/5.0 Mobile wxwork/4.1.10 MicroMessenger/7.0.1' })).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww1&redirect_uri=https%3A%2F%2Fguanhu.example.com%2Fauth%2Freturn&response_type=code&scope=snsapi_base&state=st8&agentid=1000002#wechat_redirect',
  );
});
