import { domain } from '../platform/domain.ts';
import { noticePage } from './noticePage.ts';

export const privacy = domain('privacy', {
  routes(router) {
    router.get('/privacy', (ctx) => {
      ctx.type = 'html';
      ctx.set('Cache-Control', 'public, max-age=300');
      ctx.body = noticePage();
    });
  },
});
