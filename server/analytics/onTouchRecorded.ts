import { touchRecorded } from '../attribution/events.ts';
import { onMany } from '../platform/event.ts';
import { countFacts } from './countFacts.ts';
import { metricOfTouch } from './metricOf.rules.ts';

export const onTouchRecorded = onMany(touchRecorded, 'analytics.onTouchRecorded', {
  many: 200,
  runMany: (facts, { now, tx }) => countFacts(facts.flatMap(({ kind, managerUserid: userid, campaignId, channel, occurredAt: at }) => {
    const metric = metricOfTouch[kind];
    return metric ? [{ at, metric, value: 1, userid, path: null, campaignId, channel }] : [];
  }), now, tx),
});
