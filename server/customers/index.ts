import { setActorResolver } from '../platform/authenticate.ts';
import { domain } from '../platform/domain.ts';
import { askPhoneCode } from './askPhoneCode.ts';
import { CorpTag } from './corpTag.model.ts';
import { Customer } from './customer.model.ts';
import { CustomerMerge } from './customerMerge.model.ts';
import { bankNoRecorded, contactImported, merged, phoneCodeAsked, phoneMoved, phoneVerified, unmerged } from './events.ts';
import { getCustomer } from './getCustomer.ts';
import { getMember } from './getMember.ts';
import { importStaff } from './importStaff.job.ts';
import { importStaffPage } from './importStaffPage.job.ts';
import { importTags } from './importTags.job.ts';
import { joinPeople } from './joinPeople.job.ts';
import { listCustomers } from './listCustomers.ts';
import { listTags } from './listTags.ts';
import { memberActor } from './memberActor.ts';
import { onExternalContactAdded } from './onExternalContactAdded.ts';
import { onExternalContactEdited } from './onExternalContactEdited.ts';
import { onExternalContactRemoved } from './onExternalContactRemoved.ts';
import { onStaffMoved } from './onStaffMoved.ts';
import { PhoneChallenge } from './phoneChallenge.model.ts';
import { readContact } from './readContact.job.ts';
import { signIn } from './signIn.ts';
import { signOutMember } from './signOutMember.ts';
import { startImport } from './startImport.ts';
import { unmerge } from './unmerge.ts';
import { verifyPhoneCode } from './verifyPhoneCode.ts';
import { verifyWechatPhone } from './verifyWechatPhone.ts';

export const customers = domain('customers', {
  operations: [listCustomers, getCustomer, unmerge, listTags, startImport, signIn, signOutMember, getMember, askPhoneCode, verifyPhoneCode, verifyWechatPhone],
  jobs: [readContact, joinPeople, importTags, importStaff, importStaffPage],
  events: [contactImported, phoneCodeAsked, phoneVerified, phoneMoved, bankNoRecorded, merged, unmerged],
  handlers: [onExternalContactAdded, onExternalContactEdited, onExternalContactRemoved, onStaffMoved],
  models: [Customer, CustomerMerge, PhoneChallenge, CorpTag],
  boot() { setActorResolver('customer', memberActor); },
});
