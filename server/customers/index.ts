import { domain } from '../platform/domain.ts';
import { CorpTag } from './corpTag.model.ts';
import { Customer } from './customer.model.ts';
import { contactImported } from './events.ts';
import { getCustomer } from './getCustomer.ts';
import { importStaff } from './importStaff.job.ts';
import { importStaffPage } from './importStaffPage.job.ts';
import { importTags } from './importTags.job.ts';
import { listCustomers } from './listCustomers.ts';
import { listTags } from './listTags.ts';
import { onExternalContactAdded } from './onExternalContactAdded.ts';
import { onExternalContactEdited } from './onExternalContactEdited.ts';
import { onExternalContactRemoved } from './onExternalContactRemoved.ts';
import { onStaffMoved } from './onStaffMoved.ts';
import { readContact } from './readContact.job.ts';
import { startImport } from './startImport.ts';

export const customers = domain('customers', {
  operations: [listCustomers, getCustomer, listTags, startImport],
  jobs: [readContact, importTags, importStaff, importStaffPage],
  events: [contactImported],
  handlers: [onExternalContactAdded, onExternalContactEdited, onExternalContactRemoved, onStaffMoved],
  models: [Customer, CorpTag],
});
