import { domain } from '../platform/domain.ts';
import { Credit } from './credit.model.ts';
import { CreditTurn } from './creditTurn.model.ts';
import { credited } from './events.ts';
import { listTargets } from './listTargets.ts';
import { onBankEventApplied } from './onBankEventApplied.ts';
import { onIntervalsChanged } from './onIntervalsChanged.ts';
import { onPhoneVerified } from './onPhoneVerified.ts';
import { onStaffMoved } from './onStaffMoved.ts';
import { placeNewcomers } from './placeNewcomers.job.ts';
import { setTargets } from './setTargets.ts';
import { settlePage } from './settlePage.job.ts';
import { Target } from './target.model.ts';

export const performance = domain('performance', {
  operations: [listTargets, setTargets],
  jobs: [settlePage, placeNewcomers],
  events: [credited],
  handlers: [onBankEventApplied, onPhoneVerified, onIntervalsChanged, onStaffMoved],
  models: [Credit, CreditTurn, Target],
});
