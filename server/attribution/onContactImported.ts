import { contactImported } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { addKey } from './addKey.ts';
import { recordTouches } from './recordTouch.ts';

/** An add that no callback told of is a touch of the time when it happened. */
export const onContactImported = onMany(contactImported, 'attribution.onContactImported', {
  many: 50,
  async runMany(facts, { tx }) {
    await recordTouches(facts.map(({ customerId, userid, addedAt }) => {
      const at = new Date(addedAt);
      return { key: addKey(customerId, userid, at), customerId, kind: 'add' as const, managerUserid: userid, at };
    }), tx);
  },
});
