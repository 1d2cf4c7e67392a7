import { delivered } from '../outreach/events.ts';
import { on } from '../platform/event.ts';
import { recordWelcome } from './recordFact.ts';

const prefix = 'welcome:';

export const onDelivered = on(delivered, 'channels.onDelivered', {
  async run({ businessKey, externalUserid, userid }, { tx }) {
    if (businessKey.startsWith(prefix)) await recordWelcome({ externalUserid, userid }, businessKey.slice(prefix.length), tx);
  },
});
