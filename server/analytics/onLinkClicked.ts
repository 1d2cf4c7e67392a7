import { onMany } from '../platform/event.ts';
import { linkClicked } from '../referral/events.ts';
import { countFacts } from './countFacts.ts';

export const onLinkClicked = onMany(linkClicked, 'analytics.onLinkClicked', {
  many: 200,
  runMany: (facts, { now, tx }) => countFacts(facts.map(({ managerUserid: userid, campaignId, occurredAt: at }) => (
    { at, metric: 'clicked', value: 1, userid, path: null, campaignId, channel: 'invite' }
  )), now, tx),
});
