import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { Id, SearchText } from '../../shared/fields.ts';
import { inviteStates } from '../../shared/referral/constants.ts';
import { anonymous, type Actor } from '../platform/actor.ts';
import { actorOf } from '../platform/authenticate.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { requireStores } from '../platform/http.ts';
import { inTransaction } from '../platform/mongo.ts';
import { allows } from '../platform/operation.ts';
import { parseInput } from '../platform/parse.ts';
import { rateLimit } from '../platform/rateLimit.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { noteClick } from './inviteEvents.ts';
import { visibleInvite } from './inviteScope.ts';
import { readCode } from './inviteText.rules.ts';
import { acceptPage, miniCodeOf } from './miniCodes.ts';
import { listInviteCodes } from './listInviteCodes.ts';
import { inviteSheet } from './inviteSheet.ts';

const clicks = rateLimit('inviteClick', { points: 60, seconds: 60 });
const Sheet = z.strictObject({ campaignId: Id.optional(), state: z.enum(inviteStates).optional(), search: SearchText.optional(), userid: Id.optional() });

/** Only what the outside dictates: the short link, pictures, and the workbook. */
export function referralRoutes(router: Router): void {
  router.get('/i/:code', async (ctx) => {
    ctx.state.operation = 'referral.followLink';
    await requireStores();
    await clicks(ctx.ip);
    ctx.set('Cache-Control', 'no-store');
    ctx.redirect(await followLink(String(ctx.params.code), ctx.query.via));
  });
  router.get('/referral/mini-codes/:id', async (ctx) => {
    const actor = await staffOf(ctx, 'referral.miniCode');
    const { type, bytes } = await miniCodeOf(await visibleInvite(String(ctx.params.id), actor));
    ctx.type = type;
    ctx.set('Cache-Control', 'private, max-age=86400');
    ctx.body = bytes;
  });
  router.get('/referral/invites.xlsx', async (ctx) => {
    const actor = await staffOf(ctx, 'referral.inviteSheet');
    const filter = parseInput(Sheet, { ...ctx.query });
    ctx.attachment('邀请码.xlsx');
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await inviteSheet(filter, actor, now());
  });
}

async function staffOf(ctx: Context, operation: string): Promise<Actor> {
  ctx.state.operation = operation;
  await requireStores();
  const actor = await actorOf(ctx);
  if (actor === anonymous) throw new AppError('platform.notSignedIn');
  if (!allows(listInviteCodes.handling.allow, actor)) throw new AppError('platform.forbidden');
  return actor;
}

/** Where a link leads: the mini-program's page, which says itself what is wrong with a code. Only known codes are counted. */
async function followLink(typed: string, via: unknown): Promise<string> {
  const code = readCode(typed);
  const invite = code ? await InviteCode.findOne({ code }).lean<InviteCodeRow>() : null;
  const sharer = Id.safeParse(via);
  const click = { clickId: `click:${newId()}`, via: sharer.success ? sharer.data : null, at: now() };
  if (invite) await inTransaction((tx) => noteClick(invite, click, tx));
  const query = new URLSearchParams({ code: code ?? typed.slice(0, 40), ...(sharer.success ? { via: sharer.data } : {}) });
  return `/m/#/${acceptPage}?${query.toString()}`;
}
