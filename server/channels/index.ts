import { domain } from '../platform/domain.ts';
import { Campaign } from './campaign.model.ts';
import { ChannelAdd } from './channelAdd.model.ts';
import { ChannelCode } from './channelCode.model.ts';
import { ChannelRelation } from './channelRelation.model.ts';
import { ContactWay } from './contactWay.model.ts';
import { createCampaign } from './createCampaign.ts';
import { createCode } from './createCode.ts';
import { deleteWay } from './deleteWay.job.ts';
import { disableCode } from './disableCode.ts';
import { enableCode } from './enableCode.ts';
import { campaignEndSet, contactAdded } from './events.ts';
import { getCode } from './getCode.ts';
import { getCodeFigures } from './getCodeFigures.ts';
import { listCampaigns } from './listCampaigns.ts';
import { listCodes } from './listCodes.ts';
import { makeContactWay } from './makeContactWay.job.ts';
import { markCustomer } from './markCustomer.job.ts';
import { onContactImported } from './onContactImported.ts';
import { onDelivered } from './onDelivered.ts';
import { onExternalContactAdded } from './onExternalContactAdded.ts';
import { onExternalContactRemoved } from './onExternalContactRemoved.ts';
import { onStaffLeft } from './onStaffLeft.ts';
import { qrDownload } from './qrDownload.ts';
import { refreshDuty } from './refreshDuty.job.ts';
import { retryCode } from './retryCode.ts';
import { setCampaignEnd } from './setCampaignEnd.ts';
import { syncContactWay } from './syncContactWay.job.ts';
import { updateCode } from './updateCode.ts';

export const channels = domain('channels', {
  operations: [createCode, updateCode, disableCode, enableCode, retryCode, getCode, listCodes, getCodeFigures, createCampaign, listCampaigns, setCampaignEnd],
  jobs: [syncContactWay, refreshDuty, markCustomer, makeContactWay, deleteWay],
  events: [contactAdded, campaignEndSet],
  handlers: [onExternalContactAdded, onExternalContactRemoved, onContactImported, onDelivered, onStaffLeft],
  routes: qrDownload,
  models: [ChannelCode, ContactWay, Campaign, ChannelAdd, ChannelRelation],
});
