import { useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox({ trustedDomains: ['scrm.example.com', 'localhost:8080'] });
const statusFor = async (redirectUri: string) => (await play.get(`/wwlogin/sso/login?${new URLSearchParams({ appid: 'wwsandbox000000001', agentid: '1000002', redirect_uri: redirectUri, state: 'a' })}`)).status;

test.each([
  ['https://scrm.example.com/auth/return', 200], ['http://localhost:8080/auth/return', 200], ['http://localhost:9090/auth/return', 400], ['http://localhost/auth/return', 400],
  ['https://scrm.example.com.evil.com/', 400], ['https://evil.com/?scrm.example.com', 400], ['https://scrm.example.com@evil.com/', 400],
])('%s → %i', async (redirectUri, status) => {
  expect(await statusFor(redirectUri)).toBe(status);
});
