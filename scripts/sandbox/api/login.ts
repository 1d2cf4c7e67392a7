import { z } from 'zod';
import { newId } from '../chance.ts';
import { bizMail } from '../mail/address.ts';
import type { Sandbox } from '../sandbox.ts';
import { findMember, type LoginCode } from '../state.ts';
import { endpoint } from './endpoint.ts';
import { filled } from './fields.ts';
import { Refusal } from './refusal.ts';

/** WeCom: one use, 5 minutes, contract 3.2. */
const codeLifeMs = 300_000;
/** WeCom: 1 800 s, contract 3.2. */
const ticketLifeMs = 1_800_000;
const keptCodes = 2_000;

export function newLoginCode(sandbox: Sandbox, userid: string, scope: string): string {
  const { codes } = sandbox.state;
  const code: LoginCode = { code: newId('', 43), userid, scope, madeAtMs: sandbox.clock.nowMs(), used: false };
  codes.set(code.code, code);
  for (const old of codes.keys()) {
    if (codes.size <= keptCodes) break;
    codes.delete(old);
  }
  sandbox.touch();
  return code.code;
}

function useCode(sandbox: Sandbox, given: string): { userid: string; user_ticket?: string } {
  const code = sandbox.state.codes.get(given);
  if (!code || code.used || Math.abs(sandbox.clock.nowMs() - code.madeAtMs) > codeLifeMs) throw new Refusal(40029);
  code.used = true;
  sandbox.touch();
  const member = findMember(sandbox.state, code.userid);
  if (!member) throw new Refusal(60111);
  if (code.scope !== 'snsapi_privateinfo' || !member.inAppRange) return { userid: member.userid };
  const ticket = newId('', 60);
  sandbox.state.userTickets.set(ticket, { ticket, userid: member.userid, madeAtMs: sandbox.clock.nowMs() });
  return { userid: member.userid, user_ticket: ticket };
}

const byCode = z.object({ code: filled });

export const loginEndpoints = [
  endpoint({
    method: 'GET', path: '/cgi-bin/auth/getuserinfo', summary: '用登录 code 换成员', uncounted: true, missing: { code: 40029 }, input: byCode,
    run: ({ code }, { sandbox }) => useCode(sandbox, code),
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/user/getuserinfo', summary: '用登录 code 换成员（旧）', missing: { code: 40029 }, input: byCode,
    run({ code }, { sandbox }) {
      const { userid, ...ticket } = useCode(sandbox, code);
      return { UserId: userid, DeviceId: '', ...ticket };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/auth/getuserdetail', summary: '用 user_ticket 换成员的敏感信息', missing: { user_ticket: 84015 }, input: z.object({ user_ticket: filled }),
    run({ user_ticket: given }, { sandbox }) {
      const ticket = sandbox.state.userTickets.get(given);
      if (!ticket) throw new Refusal(84015);
      if (Math.abs(sandbox.clock.nowMs() - ticket.madeAtMs) > ticketLifeMs) throw new Refusal(84014);
      const member = findMember(sandbox.state, ticket.userid);
      if (!member) throw new Refusal(60111);
      return {
        userid: member.userid, gender: member.gender, avatar: `${sandbox.publicUrl}/avatar/${member.userid}.svg`, qr_code: '', mobile: member.mobile,
        email: '', biz_mail: bizMail(member), address: '',
      };
    },
  }),
];
