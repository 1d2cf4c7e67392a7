import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { KoaAdapter } from '@bull-board/koa';
import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { hasRole } from '../platform/actor.ts';
import { actorOf } from '../platform/authenticate.ts';
import { AppError } from '../platform/errors.ts';
import { requireStores } from '../platform/http.ts';
import { laneNames, queueOf } from '../platform/queue.ts';

export const queuesPath = '/admin/queues';

/** bull-board for administrators, to look at only: what is retried is retried in MongoDB, by `system.retryWork`. */
export function queueBoard(router: Router): void {
  let board: Middleware | undefined;
  for (const path of [queuesPath, `${queuesPath}/*path`]) {
    router.get(path, async (ctx, next) => {
      ctx.state.operation = 'queueBoard';
      await requireStores();
      const actor = await actorOf(ctx);
      if (actor.kind === 'anonymous') throw new AppError('platform.notSignedIn');
      if (!hasRole(actor, ['admin'])) throw new AppError('platform.forbidden');
      board ??= makeBoard();
      await board(ctx, next);
      fitPage(ctx);
    });
  }
}

/** The page stands on a <base> of its own path, and would fetch a font from outside the bank. */
function fitPage(ctx: Context): void {
  const policy = 'Content-Security-Policy';
  ctx.set(policy, ctx.response.get(policy).replace("base-uri 'none'", "base-uri 'self'"));
  if (typeof ctx.body === 'string') ctx.body = ctx.body.replace(/<link href="https:[^>]*>/g, '');
}

function makeBoard(): Middleware {
  const serverAdapter = new KoaAdapter().setBasePath(queuesPath);
  createBullBoard({
    queues: laneNames.map((lane) => new BullAdapter(queueOf(lane), { readOnlyMode: true })),
    serverAdapter,
    options: {
      uiBasePath: dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')),
      uiConfig: { boardTitle: '管户 · 队列', locale: { lng: 'zh-CN' }, hideDocsLink: true, hideRedisDetails: true, miscLinks: [{ text: '返回管理后台', url: '/admin/' }] },
    },
  });
  return serverAdapter.registerPlugin();
}
