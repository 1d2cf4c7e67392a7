import { domain } from '../platform/domain.ts';
import { deliverSms } from './deliverSms.job.ts';
import { deliverWelcome } from './deliverWelcome.job.ts';
import { delivered } from './events.ts';
import { listOutbound } from './listOutbound.ts';
import { onPhoneCodeAsked } from './onPhoneCodeAsked.ts';
import { Outbound } from './outbound.model.ts';

export const outreach = domain('outreach', {
  operations: [listOutbound],
  jobs: [deliverWelcome, deliverSms],
  events: [delivered],
  handlers: [onPhoneCodeAsked],
  models: [Outbound],
});
