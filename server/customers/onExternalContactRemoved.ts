import { on } from '../platform/event.ts';
import { externalContactRemoved } from '../wecom/events.ts';
import { recordRemoval } from './recordRemoval.ts';

export const onExternalContactRemoved = on(externalContactRemoved, 'customers.onExternalContactRemoved', {
  run: ({ externalUserid, userid, by, occurredAt }, { tx }) => recordRemoval({ externalUserid, userid, by, at: occurredAt }, tx),
});
