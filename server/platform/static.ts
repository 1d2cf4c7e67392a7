import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type Router from '@koa/router';
import type { Context } from 'koa';
import send from 'koa-send';
import { config } from './config.ts';
import { AppError } from './errors.ts';

const year = 365 * 86_400_000;

/** A built page under its path: hashed files for a year, the page itself never from a cache. */
function serveBuilt(router: Router, path: string, folder: string, title: string): void {
  const root = resolve(folder);
  const page = async (ctx: Context) => {
    if (!existsSync(resolve(root, 'index.html'))) throw new AppError('platform.unavailable', { message: `${title}尚未构建` });
    await send(ctx, 'index.html', { root });
    ctx.set('Cache-Control', 'no-cache');
  };
  // The router takes `/admin/` for `/admin` too.
  router.get(path, (ctx) => (ctx.path === path ? ctx.redirect(`${path}/`) : page(ctx)));
  router.get(`${path}/*path`, async (ctx) => {
    const file = ctx.path.slice(path.length + 1);
    if (!file.startsWith('assets/')) return page(ctx);
    if (!existsSync(resolve(root, file))) throw new AppError('platform.notFound');
    // The build leaves a compressed copy beside each file.
    await send(ctx, file, { root, maxAge: year, immutable: true });
  });
}

/** The built admin panel under `/admin/`, the mini-program as a web page under `/m/`. */
export function staticRoutes(router: Router): void {
  router.get('/favicon.ico', (ctx) => { ctx.status = 204; }); // pages of ours name their own
  router.get('/', (ctx) => ctx.redirect('/admin/'));
  serveBuilt(router, '/admin', config.ADMIN_DIST, '管理后台');
  serveBuilt(router, '/m', config.MINIPROGRAM_DIST, '小程序');
}
