import { createCampaign as contract } from '../../shared/channels/campaign.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { isWithin } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Campaign, type CampaignRow } from './campaign.model.ts';
import { presentCampaign } from './campaigns.ts';

export const createCampaign = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ name, from, to, departmentId }, { actor, now, tx }) {
    const department = await Department.findOne({ _id: departmentId, removedAt: null }).session(tx).lean<DepartmentRow>();
    if (!department || !isWithin(actor, department.path)) throw new AppError('org.departmentNotFound');
    if (to < businessDay(now)) throw new AppError('platform.badInput', { issues: [{ path: 'to', message: '结束日期已过' }] });
    const row: CampaignRow = {
      _id: newId(), name, from, to, departmentId, departmentPath: department.path,
      createdBy: actor.id, createdByName: actor.kind === 'staff' ? actor.name : '系统', createdAt: now,
    };
    const { name: _name, ...onInsert } = row;
    const written = await Campaign.updateOne({ name }, { $setOnInsert: onInsert }, { upsert: true, session: tx });
    if (written.upsertedCount === 0) throw new AppError('channels.campaignNameTaken');
    return presentCampaign(row, actor, now);
  },
  audit: ({ from, to, departmentId }, { id }) => ({ subject: `campaign:${id}`, detail: { from, to, departmentId } }),
});
