import { domain } from '../platform/domain.ts';
import { CorpTag } from './corpTag.model.ts';
import { Customer } from './customer.model.ts';
import { contactImported } from './events.ts';

export const customers = domain('customers', {
  events: [contactImported],
  models: [Customer, CorpTag],
});
