import { credited } from '../performance/events.ts';
import { onMany } from '../platform/event.ts';
import { countFacts } from './countFacts.ts';
import { valueOfCredit } from './metricOf.rules.ts';

export const onCredited = onMany(credited, 'analytics.onCredited', {
  many: 200,
  runMany: (facts, { now, tx }) => countFacts(facts.map((fact) => (
    { at: fact.occurredAt, ...valueOfCredit(fact), userid: fact.managerUserid ?? '', path: fact.departmentPath, campaignId: fact.campaignId, channel: fact.channel }
  )), now, tx),
});
