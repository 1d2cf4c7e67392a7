import { delivered } from '../outreach/events.ts';
import { onMany } from '../platform/event.ts';
import { recordWelcomes } from './recordFacts.ts';

const prefix = 'welcome:';

export const onDelivered = onMany(delivered, 'channels.onDelivered', {
  many: 100,
  async runMany(facts, { tx }) {
    const welcomes = facts.filter((fact) => fact.businessKey.startsWith(prefix));
    await recordWelcomes(welcomes.map(({ businessKey, externalUserid, userid }) => ({ relation: { externalUserid, userid }, key: businessKey.slice(prefix.length) })), tx);
  },
});
