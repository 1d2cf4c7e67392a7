import { on } from '../platform/event.ts';
import { externalContactRemoved } from '../wecom/events.ts';
import { recordFacts } from './recordFacts.ts';

/** A transfer hands the customer to a colleague: the code has lost nobody. */
export const onExternalContactRemoved = on(externalContactRemoved, 'channels.onExternalContactRemoved', {
  async run({ callbackId, externalUserid, userid, byTransfer, occurredAt }, { tx }) {
    if (byTransfer) return;
    const fact = { kind: 'removed', key: callbackId, at: occurredAt, codeId: null, welcomed: false } as const;
    await recordFacts([{ relation: { externalUserid, userid }, fact }], tx);
  },
});
