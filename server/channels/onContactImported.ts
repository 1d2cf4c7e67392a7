import { contactImported } from '../customers/events.ts';
import { on } from '../platform/event.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { wasDisabledAt } from './code.rules.ts';
import { waysOfStates } from './contactWays.ts';
import { recordFacts } from './recordFacts.ts';

/** An add that no callback told of counts for its code too, unless the code was switched off then. */
export const onContactImported = on(contactImported, 'channels.onContactImported', {
  async run({ eventId, externalUserid, userid, channelState, addedAt, lost, recordedAt }, { tx }) {
    if (!channelState) return;
    const way = (await waysOfStates([channelState], tx)).get(channelState);
    if (way?.owner.kind !== 'code') return;
    const code = await ChannelCode.findById(way.owner.id).session(tx).lean<ChannelCodeRow>();
    const at = new Date(addedAt);
    if (!code || wasDisabledAt(code.disabledSpans, at)) return;
    const relation = { externalUserid, userid };
    const added = { kind: 'added', key: eventId, at, codeId: code._id, welcomed: false } as const;
    // When it was lost is told by the removal's own callback; until that is read, now.
    const removed = { kind: 'removed', key: `${eventId}:lost`, at: recordedAt, codeId: null, welcomed: false } as const;
    await recordFacts([added, ...(lost ? [removed] : [])].map((fact) => ({ relation, fact })), tx);
  },
});
