import { z } from 'zod';
import { contract } from '../contract.ts';
import { BusinessDay, Can, Id, Instant, PageInput, pageOf, SearchText } from '../fields.ts';
import { campaignLimits, campaignStates } from './constants.ts';

export const Campaign = z.object({
  id: z.string(),
  name: z.string(),
  /** First and last day, both included. */
  from: BusinessDay,
  to: BusinessDay,
  /** `coming` before the first day, `over` after the last. */
  state: z.enum(campaignStates),
  /** Whose staff take part: this department and all below it. */
  department: z.object({ id: z.int(), name: z.string() }),
  createdByName: z.string(),
  createdAt: Instant,
  can: Can,
});

/** Registers a campaign: codes, figures and budgets refer to it. 409 `channels.campaignNameTaken`. */
export const createCampaign = contract('channels.createCampaign', {
  kind: 'write',
  summary: '新建活动',
  input: z.strictObject({
    name: z.string().trim().min(1, '请填写名称').max(campaignLimits.nameLength, `最多 ${campaignLimits.nameLength} 个字`),
    from: BusinessDay, to: BusinessDay, departmentId: z.int().positive(),
  }).refine((range) => range.from <= range.to, { path: ['to'], message: '结束日期应不早于开始日期' }),
  output: Campaign,
});
/** Campaigns of the caller's subtree and of the departments above it, newest first. */
export const listCampaigns = contract('channels.listCampaigns', {
  kind: 'read',
  summary: '活动列表',
  input: z.strictObject({ ...PageInput, search: SearchText.optional(), state: z.enum(campaignStates).optional() }),
  output: pageOf(Campaign).extend({ can: Can }),
});
/** Changes the last day; codes that end with the campaign follow. */
export const setCampaignEnd = contract('channels.setCampaignEnd', { kind: 'write', summary: '调整活动结束日', input: z.strictObject({ id: Id, to: BusinessDay }), output: Campaign });
