import { domain } from '../platform/domain.ts';
import { deliverWelcome } from './deliverWelcome.job.ts';
import { delivered } from './events.ts';
import { listOutbound } from './listOutbound.ts';
import { Outbound } from './outbound.model.ts';

export const outreach = domain('outreach', {
  operations: [listOutbound],
  jobs: [deliverWelcome],
  events: [delivered],
  models: [Outbound],
});
