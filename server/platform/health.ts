import type Router from '@koa/router';
import { config } from './config.ts';
import { sameSecret } from './crypto.ts';
import { AppError } from './errors.ts';
import { registry } from './metrics.ts';
import { mongoReady } from './mongo.ts';
import { redisReady } from './redis.ts';

let stopping = false;
/** From here on the load balancer sends nothing new. */
export const markStopping = (): void => { stopping = true; };

export function healthRoutes(router: Router): void {
  router.get('/healthz', (ctx) => {
    ctx.state.operation = 'health';
    ctx.body = { ok: true };
  });
  router.get('/readyz', async (ctx) => {
    ctx.state.operation = 'health';
    const parts = { mongodb: await mongoReady(), redis: redisReady(), stopping };
    ctx.status = parts.mongodb && parts.redis && !stopping ? 200 : 503;
    ctx.body = { ok: ctx.status === 200, ...parts };
  });
  router.get('/metrics', async (ctx) => {
    ctx.state.operation = 'health';
    const token = config.METRICS_TOKEN;
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ctx.ip);
    if (token ? !sameSecret(ctx.get('Authorization'), `Bearer ${token}`) : !local) throw new AppError('platform.forbidden');
    ctx.type = registry.contentType;
    ctx.body = await registry.metrics();
  });
}
