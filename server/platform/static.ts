import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type Router from '@koa/router';
import type { Context } from 'koa';
import send from 'koa-send';
import { config } from './config.ts';
import { AppError } from './errors.ts';

const year = 365 * 86_400_000;

/** The built admin panel under `/admin/`: hashed files for a year, the page itself never from a cache. */
export function staticRoutes(router: Router): void {
  const root = resolve(config.ADMIN_DIST);
  const page = async (ctx: Context) => {
    if (!existsSync(resolve(root, 'index.html'))) throw new AppError('platform.unavailable', { message: '管理后台尚未构建' });
    await send(ctx, 'index.html', { root });
    ctx.set('Cache-Control', 'no-cache');
  };
  router.get('/favicon.ico', (ctx) => { ctx.status = 204; }); // pages of ours name their own
  router.get('/', (ctx) => ctx.redirect('/admin/'));
  // The router takes `/admin/` for `/admin` too.
  router.get('/admin', (ctx) => (ctx.path === '/admin' ? ctx.redirect('/admin/') : page(ctx)));
  router.get('/admin/*path', async (ctx) => {
    const path = ctx.path.slice('/admin/'.length);
    if (!path.startsWith('assets/')) return page(ctx);
    if (!existsSync(resolve(root, path))) throw new AppError('platform.notFound');
    // The build leaves a compressed copy beside each file.
    await send(ctx, path, { root, maxAge: year, immutable: true });
  });
}
