import { z } from 'zod';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Token } from '../state.ts';
import { endpoint } from './endpoint.ts';
import { Refusal } from './refusal.ts';

/** WeCom: 7 200 s, contract 1.1. */
const lifeSeconds = 7_200;
const keptTokens = 100;
const hourMs = 3_600_000;
const secretOf = { app: 'secret', contacts: 'contactSecret' } as const;

const isAlive = (sandbox: Sandbox, madeAtMs: number) => Math.abs(sandbox.clock.nowMs() - madeAtMs) < lifeSeconds * 1000;
const leftSeconds = (sandbox: Sandbox, madeAtMs: number) => Math.ceil((madeAtMs + lifeSeconds * 1000 - sandbox.clock.nowMs()) / 1000);

function tokenFor(sandbox: Sandbox, app: Token['app']): Token {
  const { tokens } = sandbox.state;
  for (const known of tokens.values()) if (known.app === app && !known.revoked && isAlive(sandbox, known.madeAtMs)) return known;
  const token: Token = { token: newId('', 86), app, madeAtMs: sandbox.clock.nowMs(), revoked: false };
  tokens.set(token.token, token);
  for (const old of tokens.keys()) {
    if (tokens.size <= keptTokens) break;
    tokens.delete(old);
  }
  sandbox.touch();
  return token;
}

/** Whose call this is; missing before invalid before expired (contract 10). */
export function appOf(sandbox: Sandbox, given: string | undefined): Token['app'] {
  if (!given) throw new Refusal(41001);
  const token = sandbox.state.tokens.get(given);
  if (!token || token.revoked) throw new Refusal(40014);
  if (!isAlive(sandbox, token.madeAtMs)) throw new Refusal(42001);
  return token.app;
}

const ticket = (kind: string, sandbox: Sandbox) => {
  const known = sandbox.state.tickets.get(kind);
  const usable = known && isAlive(sandbox, known.madeAtMs) ? known : { ticket: newId('', 86), madeAtMs: sandbox.clock.nowMs() };
  sandbox.state.tickets.set(kind, usable);
  return { ticket: usable.ticket, expires_in: leftSeconds(sandbox, usable.madeAtMs) };
};
const ipList = { ip_list: ['127.0.0.1'] };
const perHour = (count: number) => [{ count, perMs: hourMs, blockMs: hourMs }];

export const tokenEndpoints = [
  endpoint({
    method: 'GET', path: '/cgi-bin/gettoken', summary: '获取 access_token，有效期内重复获取相同', token: 'none', uncounted: true,
    input: z.object({ corpid: z.string().default(''), corpsecret: z.string().default('') }),
    run({ corpid, corpsecret }, { sandbox }) {
      const { settings } = sandbox;
      if (!corpsecret) throw new Refusal(41004);
      if (!corpid) throw new Refusal(41002);
      if (corpid !== settings.corpId) throw new Refusal(40013);
      const app = (['app', 'contacts'] as const).find((each) => settings[secretOf[each]] === corpsecret);
      if (!app) throw new Refusal(40001);
      const token = tokenFor(sandbox, app);
      return { access_token: token.token, expires_in: leftSeconds(sandbox, token.madeAtMs) };
    },
  }),
  endpoint({ method: 'GET', path: '/cgi-bin/get_api_domain_ip', summary: 'API 域名的 IP', empty: { ip_list: [] }, token: 'any', input: z.object({}), run: () => ipList }),
  endpoint({ method: 'GET', path: '/cgi-bin/getcallbackip', summary: '回调来源的 IP', empty: { ip_list: [] }, token: 'any', input: z.object({}), run: () => ipList }),
  endpoint({
    method: 'GET', path: '/cgi-bin/get_jsapi_ticket', summary: '企业的 jsapi_ticket', limits: perHour(100), input: z.object({}),
    run: (_, { sandbox }) => ticket('corp', sandbox),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/ticket/get', summary: '应用的 jsapi_ticket（type=agent_config）', limits: perHour(100), input: z.object({ type: z.literal('agent_config') }),
    run: (_, { sandbox }) => ticket('agent', sandbox),
  }),
];
