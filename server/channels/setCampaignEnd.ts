import { setCampaignEnd as contract } from '../../shared/channels/campaign.contract.ts';
import { isWithin } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/event.ts';
import { operation } from '../platform/operation.ts';
import { Campaign } from './campaign.model.ts';
import { presentCampaign, visibleCampaign } from './campaigns.ts';
import { campaignEndSet } from './events.ts';

export const setCampaignEnd = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id, to }, { actor, now, tx }) {
    const row = await visibleCampaign(id, actor, tx);
    if (!isWithin(actor, row.departmentPath)) throw new AppError('channels.campaignNotFound');
    if (row.to === to) return presentCampaign(row, actor, now);
    if (to < row.from || to < businessDay(now)) throw new AppError('platform.badInput', { issues: [{ path: 'to', message: '结束日期应不早于今天和开始日期' }] });
    await Campaign.updateOne({ _id: id }, { to }, { session: tx });
    await publish(campaignEndSet, { key: newId(), payload: { campaignId: id, before: row.to, to } }, tx);
    return presentCampaign({ ...row, to }, actor, now);
  },
  audit: ({ id, to }) => ({ subject: `campaign:${id}`, detail: { to } }),
});
