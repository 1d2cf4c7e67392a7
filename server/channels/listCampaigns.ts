import { listCampaigns as contract } from '../../shared/channels/campaign.contract.ts';
import { allOperations } from '../platform/domain.ts';
import { operation, permitted } from '../platform/operation.ts';
import { Campaign, type CampaignRow } from './campaign.model.ts';
import { ofCampaignState, presentCampaigns, visibleCampaigns } from './campaigns.ts';

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const listCampaigns = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, search, state }, { actor, now }) {
    const filter = { $and: [visibleCampaigns(actor), search ? { name: { $regex: new RegExp(literal(search), 'i') } } : {}, state ? ofCampaignState(state, now) : {}] };
    const [rows, total] = await Promise.all([
      Campaign.find(filter).sort({ createdAt: -1, _id: -1 }).skip((page - 1) * pageSize).limit(pageSize).lean<CampaignRow[]>(),
      Campaign.countDocuments(filter),
    ]);
    const can = permitted(actor, allOperations().filter((each) => each.contract.name === 'channels.createCampaign'));
    return { rows: await presentCampaigns(rows, actor, now), total, can };
  },
});
