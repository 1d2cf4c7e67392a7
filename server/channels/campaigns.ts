import type { QueryFilter } from 'mongoose';
import type { z } from 'zod';
import type { CampaignState } from '../../shared/channels/constants.ts';
import type { Campaign as CampaignContract } from '../../shared/channels/campaign.contract.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { isWithin, seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { allOperations } from '../platform/domain.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { permitted } from '../platform/operation.ts';
import { Campaign, type CampaignRow } from './campaign.model.ts';

export const campaignState = ({ from, to }: Pick<CampaignRow, 'from' | 'to'>, at: Date): CampaignState => {
  const today = businessDay(at);
  if (today < from) return 'coming';
  return today > to ? 'over' : 'running';
};

export const ofCampaignState = (state: CampaignState, at: Date): QueryFilter<CampaignRow> => {
  const today = businessDay(at);
  if (state === 'coming') return { from: { $gt: today } };
  return state === 'over' ? { to: { $lt: today } } : { from: { $lte: today }, to: { $gte: today } };
};

/** `/1/2/21/` → `/1/`, `/1/2/`, `/1/2/21/`. */
const withAncestors = (path: string): string[] => {
  const ids = path.split('/').filter(Boolean);
  return ids.map((_, index) => `/${ids.slice(0, index + 1).join('/')}/`);
};

/** Campaigns that concern the actor: of their subtrees, and of the departments above. */
export function visibleCampaigns(actor: Actor): QueryFilter<CampaignRow> {
  if (actor.kind === 'system') return {};
  if (actor.kind !== 'staff') return { _id: { $in: [] } };
  const above = { departmentPath: { $in: actor.departmentPaths.flatMap(withAncestors) } };
  if (!seesSubtree(actor)) return above;
  const path = withinSubtree(actor);
  return path ? { $or: [{ departmentPath: path }, above] } : {};
}

/** The campaign, or 404 where it does not concern the actor. */
export async function visibleCampaign(id: string, actor: Actor, tx?: Tx): Promise<CampaignRow> {
  const row = await Campaign.findOne({ $and: [{ _id: id }, visibleCampaigns(actor)] }).session(tx ?? null).lean<CampaignRow>();
  if (!row) throw new AppError('channels.campaignNotFound');
  return row;
}

/** Campaigns by id, whoever asks; one that does not exist is not in the map. */
export async function campaignsById(ids: readonly string[], tx?: Tx): Promise<Map<string, CampaignRow>> {
  const rows = await Campaign.find({ _id: { $in: [...new Set(ids)] } }).session(tx ?? null).lean<CampaignRow[]>();
  return new Map(rows.map((row) => [row._id, row]));
}

export async function presentCampaigns(rows: CampaignRow[], actor: Actor, at: Date): Promise<z.infer<typeof CampaignContract>[]> {
  const names = await departmentNames(rows.map((row) => row.departmentPath));
  const operations = allOperations().filter((each) => each.contract.name === 'channels.setCampaignEnd');
  return rows.map((row) => ({
    id: row._id, name: row.name, from: row.from, to: row.to, state: campaignState(row, at),
    department: { id: row.departmentId, name: names.get(row.departmentPath) ?? '' }, createdByName: row.createdByName, createdAt: row.createdAt.toISOString(),
    can: permitted(actor, operations, () => isWithin(actor, row.departmentPath)),
  }));
}

export async function presentCampaign(row: CampaignRow, actor: Actor, at: Date): Promise<z.infer<typeof CampaignContract>> {
  const [presented] = await presentCampaigns([row], actor, at);
  if (!presented) throw new Error('presentCampaigns lost a row');
  return presented;
}
