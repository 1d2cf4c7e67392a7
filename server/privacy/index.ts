import { domain } from '../platform/domain.ts';
import { Consent } from './consent.model.ts';
import { ConsentState } from './consentState.model.ts';
import { consentChanged } from './events.ts';
import { getChoices } from './getChoices.ts';
import { listChoices } from './listChoices.ts';
import { noticePage } from './noticePage.ts';
import { NoticeReading } from './noticeReading.model.ts';
import { saveChoices } from './saveChoices.ts';

export const privacy = domain('privacy', {
  operations: [getChoices, saveChoices, listChoices],
  events: [consentChanged],
  models: [Consent, ConsentState, NoticeReading],
  routes(router) {
    router.get('/privacy', (ctx) => {
      ctx.type = 'html';
      ctx.set('Cache-Control', 'public, max-age=300');
      ctx.body = noticePage();
    });
  },
});
