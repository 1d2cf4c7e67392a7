import { contactAdded } from '../channels/events.ts';
import { onMany } from '../platform/event.ts';
import { addKey } from './addKey.ts';
import { recordTouches } from './recordTouch.ts';

/** Adding a manager in WeCom is a touch. */
export const onContactAdded = onMany(contactAdded, 'attribution.onContactAdded', {
  many: 50,
  async runMany(facts, { tx }) {
    await recordTouches(facts.map(({ customerId, userid, codeId, codeName, campaignId, inviteId, occurredAt: at }) => (
      { key: addKey(customerId, userid, at), customerId, kind: 'add' as const, managerUserid: userid, at, campaignId, inviteId, ...(codeId ? { channel: 'channelCode' as const } : {}), words: codeName ? `渠道码「${codeName}」` : '' }
    )), tx);
  },
});
