import type Router from '@koa/router';
import type { Context } from 'koa';
import { cookieOptions, sessionCookie } from '../platform/authenticate.ts';
import { config } from '../platform/config.ts';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import { requireStores } from '../platform/http.ts';
import { rateLimit } from '../platform/rateLimit.ts';
import { asAppError } from '../wecom/asAppError.ts';
import { userInfoByCode } from '../wecom/directory.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { openStaffSession } from './openStaffSession.ts';
import { safeNext, signInUrl } from './signIn.rules.ts';
import { issueState, stateSeconds, takeState } from './signInState.ts';

const stateCookie = `${sessionCookie}-signin`;
const returnPath = '/auth/return';
/** Per address: a branch behind one address may start a working day together. */
const perAddress = rateLimit('signIn', { points: 30, seconds: 60 });

export function signInRoutes(router: Router): void {
  router.get('/auth/sign-in', signIn);
  router.get(returnPath, returnFromWecom);
}

async function signIn(ctx: Context): Promise<void> {
  await enter(ctx, 'auth.signIn');
  const state = await issueState(safeNext(ctx.query.next, config.PUBLIC_URL));
  setCookie(ctx, stateCookie, state, stateSeconds * 1_000);
  ctx.redirect(signInUrl({
    userAgent: ctx.get('User-Agent'), state, returnUrl: config.PUBLIC_URL + returnPath,
    corpId: config.WECOM_CORP_ID, agentId: config.WECOM_AGENT_ID, loginBase: config.WECOM_LOGIN_BASE, oauthBase: config.WECHAT_OAUTH_BASE,
  }));
}

async function returnFromWecom(ctx: Context): Promise<void> {
  await enter(ctx, 'auth.return');
  const { state, code } = ctx.query;
  const ownState = ctx.cookies.get(stateCookie);
  setCookie(ctx, stateCookie, '', 0);
  if (typeof state !== 'string' || !ownState || !sameSecret(state, ownState)) throw new AppError('org.signInExpired');
  const next = await takeState(state);
  if (next === undefined || typeof code !== 'string' || code === '') throw new AppError('org.signInExpired');
  const userid = await whoReturns(code);
  const { token } = await openStaffSession({ userid, userAgent: ctx.get('User-Agent'), previousToken: ctx.cookies.get(sessionCookie) });
  setCookie(ctx, sessionCookie, token, config.SESSION_HOURS * 3_600_000);
  ctx.redirect(safeNext(next, config.PUBLIC_URL));
}

async function enter(ctx: Context, operation: string): Promise<void> {
  ctx.state.operation = operation;
  ctx.set('Cache-Control', 'no-store');
  await requireStores();
  await perAddress(`${operation}:${ctx.ip}`);
}

/** Contract 3.2: a code that was used, is old or was made up. */
const spentCode = [40_029, 42_003, 42_022];

async function whoReturns(code: string): Promise<string> {
  const { userid } = await userInfoByCode(code).catch((error: unknown) => {
    if (error instanceof WecomError && spentCode.includes(error.errcode)) throw new AppError('org.signInExpired', { cause: error });
    throw asAppError(error);
  });
  if (userid === null) throw new AppError('org.notStaff');
  return userid;
}

function setCookie(ctx: Context, name: string, value: string, maxAge: number): void {
  // The address that browsers use is what counts, not the hop from a reverse proxy to us.
  ctx.cookies.secure = cookieOptions.secure;
  ctx.cookies.set(name, value, { ...cookieOptions, maxAge });
}
