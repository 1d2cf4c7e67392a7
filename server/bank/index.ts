import { setSignedResolver } from '../platform/authenticate.ts';
import { domain } from '../platform/domain.ts';
import { applyFilePage } from './applyFilePage.job.ts';
import { applyWaiting } from './applyWaiting.job.ts';
import { BankDay } from './bankDay.model.ts';
import { BankEvent } from './bankEvent.model.ts';
import { BankFile } from './bankFile.model.ts';
import { BankKey } from './bankKey.model.ts';
import { BankPhone } from './bankPhone.model.ts';
import { bankSigner } from './bankSigner.ts';
import { Business } from './businessRow.model.ts';
import { cleanFiles } from './cleanFiles.job.ts';
import { convertFile } from './convertFile.job.ts';
import { createBankKey } from './createBankKey.ts';
import { discardFile } from './discardFile.ts';
import { dropFileContent } from './dropFileContent.job.ts';
import { bankEventApplied } from './events.ts';
import { FileIssue } from './fileIssue.model.ts';
import { fileRoutes } from './fileRoutes.ts';
import { getBankWatch } from './getBankWatch.ts';
import { getFile } from './getFile.ts';
import { ingestEvents } from './ingestEvents.ts';
import { ingestFile } from './ingestFile.ts';
import { Licence } from './licence.model.ts';
import { listBankEvents } from './listBankEvents.ts';
import { listBankKeys } from './listBankKeys.ts';
import { listFiles } from './listFiles.ts';
import { lookAgain } from './lookAgain.job.ts';
import { LookedAt } from './lookedAt.model.ts';
import { onBankNoRecorded } from './onBankNoRecorded.ts';
import { onBookCustomerKnown } from './onBookCustomerKnown.ts';
import { onBookPhoneVerified } from './onBookPhoneVerified.ts';
import { onPhoneVerified } from './onPhoneVerified.ts';
import { onUnmerged } from './onUnmerged.ts';
import { Product } from './product.model.ts';
import { retireBankKey } from './retireBankKey.ts';
import { startUpload } from './startUpload.ts';

export const bank = domain('bank', {
  operations: [ingestEvents, listBankEvents, getBankWatch, listBankKeys, createBankKey, retireBankKey, startUpload, getFile, listFiles, discardFile],
  jobs: [applyWaiting, lookAgain, applyFilePage, convertFile, dropFileContent, cleanFiles],
  events: [bankEventApplied],
  handlers: [onPhoneVerified, onBankNoRecorded, onUnmerged, onBookPhoneVerified, onBookCustomerKnown],
  models: [BankEvent, BankPhone, BankKey, BankDay, LookedAt, BankFile, FileIssue, Business, Licence, Product],
  machineRoutes: ingestFile,
  routes: fileRoutes,
  boot() { setSignedResolver(bankSigner); },
});
