import { domain } from '../platform/domain.ts';
import { BindingDecision } from './bindingDecision.model.ts';
import { BindingPolicy } from './bindingPolicy.model.ts';
import { Correction } from './correction.model.ts';
import { holderChanged, intervalsChanged, touchRecorded } from './events.ts';
import { getAttribution } from './getAttribution.ts';
import { getMyManager } from './getMyManager.ts';
import { getPolicyPreview } from './getPolicyPreview.ts';
import { Holding } from './holding.model.ts';
import { layFirstPolicy } from './layFirstPolicy.ts';
import { listPolicies } from './listPolicies.ts';
import { onApprovalDecided } from './onApprovalDecided.ts';
import { onBankEventApplied } from './onBankEventApplied.ts';
import { onContactAdded } from './onContactAdded.ts';
import { onContactImported } from './onContactImported.ts';
import { onMerged } from './onMerged.ts';
import { onPhoneVerified } from './onPhoneVerified.ts';
import { onUnmerged } from './onUnmerged.ts';
import { PolicyPreview } from './policyPreview.model.ts';
import { PreviewDifference } from './previewDifference.model.ts';
import { previewPolicy } from './previewPolicy.ts';
import { proposePolicy } from './proposePolicy.ts';
import { replayPage } from './replayPage.job.ts';
import { requestCorrection } from './requestCorrection.ts';
import { Touch } from './touch.model.ts';

export const attribution = domain('attribution', {
  operations: [getAttribution, requestCorrection, listPolicies, proposePolicy, previewPolicy, getPolicyPreview, getMyManager],
  jobs: [replayPage],
  events: [holderChanged, intervalsChanged, touchRecorded],
  handlers: [onBankEventApplied, onContactAdded, onContactImported, onPhoneVerified, onMerged, onUnmerged, onApprovalDecided],
  models: [Touch, BindingDecision, BindingPolicy, Holding, Correction, PolicyPreview, PreviewDifference],
  boot: layFirstPolicy,
});
