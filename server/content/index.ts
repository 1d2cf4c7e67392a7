import { domain } from '../platform/domain.ts';
import { registerMediaSource } from '../wecom/media.ts';
import { ContentVersion } from './contentVersion.model.ts';
import { layStarterContent } from './layStarterContent.ts';
import { listBenefits } from './listBenefits.ts';
import { listWeekOffers } from './listWeekOffers.ts';
import { listWelcomes } from './listWelcomes.ts';
import { previewWelcome } from './previewWelcome.ts';
import { welcomeCover, welcomeCoverKey, welcomeCoverPath } from './welcomeCover.ts';

export const content = domain('content', {
  operations: [listBenefits, listWelcomes, previewWelcome, listWeekOffers],
  models: [ContentVersion],
  routes(router) {
    router.get(welcomeCoverPath, (ctx) => {
      const { type, bytes } = welcomeCover();
      ctx.type = type;
      ctx.set('Cache-Control', 'public, max-age=3600');
      ctx.body = bytes;
    });
  },
  async boot() {
    registerMediaSource(welcomeCoverKey, async () => welcomeCover());
    await layStarterContent();
  },
});
