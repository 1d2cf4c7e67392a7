import { ingestEvents as contract } from '../../shared/bank/bankEvent.contract.ts';
import { operation } from '../platform/operation.ts';
import { countRefused } from './dayCounts.ts';
import { takeEvents } from './takeEvents.ts';

export const ingestEvents = operation(contract, {
  allow: ['bank'],
  run: ({ events }, { actor, now, tx }) => takeEvents(events, { source: `api:${actor.id}`, now }, tx),
  audit: (_input, { applied, waiting, duplicate }) => ({ subject: 'bankEvents', detail: { applied, waiting, duplicate } }),
  async refused({ status }, { actor, now }) {
    if (actor.kind === 'bank' && status < 500) await countRefused(now);
  },
});
