import type Router from '@koa/router';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import { z } from 'zod';
import { isoTime, monotonicMs, pause } from '../clock.ts';
import type { Fault } from '../faults.ts';
import { curl } from '../log.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Sms, State } from '../state.ts';

const path = '/sms/send';
/** A signature older or newer than this is no longer taken. */
const windowMs = 300_000;
const keptMessages = 5_000;
/** Above this a timestamp counts milliseconds: in seconds it would be the year 5138. */
const largestSeconds = 100_000_000_000;

const Message = z.strictObject({ messageId: z.string().min(1).max(128), phone: z.string().regex(/^1[3-9]\d{9}$/), text: z.string().min(1).max(1_000) });
interface Answer { status: number; body: { taken?: boolean; duplicate?: boolean; errcode?: number; error?: string } }

/** The SMS gateway that the server is configured with. */
export function gatewayRoutes(router: Router, sandbox: Sandbox): void {
  router.post(path, async (ctx) => {
    const startedMs = monotonicMs();
    const fault = sandbox.faults.take(path);
    if (fault?.latencyMs) await pause(fault.latencyMs);
    const text = await rawBody(ctx.req, { limit: '64kb', encoding: 'utf8' });
    const answer = faultyAnswer(fault) ?? answerTo(sandbox, ctx, text);
    record(sandbox, ctx, text, answer, startedMs, fault);
    if (fault?.reset) {
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    ctx.status = answer.status;
    ctx.type = 'json';
    const whole = JSON.stringify(answer.body);
    ctx.body = fault?.brokenJson ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
  });
}

function faultyAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.httpStatus) return { status: fault.httpStatus, body: {} };
  return fault?.errcode ? { status: 400, body: { errcode: fault.errcode, error: '网关出错' } } : undefined;
}

function answerTo(sandbox: Sandbox, ctx: Context, text: string): Answer {
  if (!isSigned(sandbox, ctx.get('X-Guanhu-Timestamp'), text, ctx.get('X-Guanhu-Signature'))) return { status: 401, body: { error: '签名无效或已过期' } };
  const parsed = Message.safeParse(readJson(text));
  if (!parsed.success) return { status: 400, body: { error: `参数有误：${parsed.error.issues.map((issue) => issue.path.join('.') || '内容').join('、')}` } };
  const { messageId, phone } = parsed.data;
  const { state, clock } = sandbox;
  if (state.sms.some((each) => each.messageId === messageId)) return { status: 200, body: { taken: true, duplicate: true } };
  state.sms.push({ messageId, phone, text: parsed.data.text, at: clock.nowSeconds(), ...holderOf(state, phone), read: false });
  state.sms.splice(0, state.sms.length - keptMessages);
  sandbox.touch();
  return { status: 200, body: { taken: true, duplicate: false } };
}

/** A number may be a customer's and a member's: then it is the customer's phone that rings. */
function holderOf(state: State, phone: string): Pick<Sms, 'externalUserid' | 'userid'> {
  const externalUserid = state.phones.get(phone) ?? '';
  const member = externalUserid ? undefined : [...state.members.values()].find(({ mobile }) => mobile === phone);
  return { externalUserid, userid: member?.userid ?? '' };
}

function isSigned({ settings, clock }: Sandbox, timestamp: string, body: string, signature: string): boolean {
  const given = Number(timestamp);
  if (!/^\d{10,13}$/.test(timestamp) || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const givenMs = given > largestSeconds ? given : given * 1000;
  if (Math.abs(clock.nowMs() - givenMs) > windowMs) return false;
  const expected = createHmac('sha256', settings.smsSecret).update(`${timestamp}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused as a body of the wrong shape
  }
}

function record(sandbox: Sandbox, ctx: Context, text: string, answer: Answer, startedMs: number, fault: Fault | undefined): void {
  sandbox.log.add({
    at: isoTime(sandbox.clock.nowMs()), direction: 'in', method: ctx.method, path, status: fault?.reset ? 0 : answer.status, errcode: answer.body.errcode ?? null, tookMs: Math.round(monotonicMs() - startedMs),
    request: readJson(text) ?? {}, answer: fault?.reset ? '连接被中断' : answer.body, curl: curl(ctx.method, sandbox.publicUrl + ctx.url, { type: 'application/json', text }),
  });
}
