import { domain } from '../platform/domain.ts';
import { inviteRedeemed, linkClicked } from './events.ts';
import { countDone } from './countDone.job.ts';
import { disableInviteCode } from './disableInviteCode.ts';
import { getInviteCode } from './getInviteCode.ts';
import { getMyInvite } from './getMyInvite.ts';
import { InviteCode } from './inviteCode.model.ts';
import { InviteEvent } from './inviteEvent.model.ts';
import { issueInviteCodes } from './issueInviteCodes.ts';
import { issuePage } from './issuePage.job.ts';
import { listInviteCodes } from './listInviteCodes.ts';
import { MiniCode } from './miniCode.model.ts';
import { onCampaignEndSet } from './onCampaignEndSet.ts';
import { onContactAdded } from './onContactAdded.ts';
import { onStaffLeft } from './onStaffLeft.ts';
import { onStaffMoved } from './onStaffMoved.ts';
import { openInvite } from './openInvite.ts';
import { peekInvite } from './peekInvite.ts';
import { recordShare } from './recordShare.ts';
import { redeemInviteCode } from './redeemInviteCode.ts';
import { reissueInviteCode } from './reissueInviteCode.ts';
import { referralRoutes } from './routes.ts';
import { sendInviteCode } from './sendInviteCode.job.ts';
import { sendInviteCodes } from './sendInviteCodes.ts';
import { setInviteExpiry } from './setInviteExpiry.ts';

export const referral = domain('referral', {
  operations: [
    issueInviteCodes, listInviteCodes, getInviteCode, disableInviteCode, reissueInviteCode, setInviteExpiry, sendInviteCodes,
    peekInvite, openInvite, redeemInviteCode, getMyInvite, recordShare,
  ],
  jobs: [issuePage, countDone, sendInviteCode],
  events: [inviteRedeemed, linkClicked],
  handlers: [onContactAdded, onCampaignEndSet, onStaffLeft, onStaffMoved],
  models: [InviteCode, InviteEvent, MiniCode],
  routes: referralRoutes,
});
