import { createCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { findStaff } from '../org/findStaff.ts';
import type { Actor } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { checkCode } from './checkCode.ts';
import { ContactWay } from './contactWay.model.ts';
import { blankWay } from './contactWays.ts';
import { oweSync } from './oweSync.ts';
import { presentCode } from './presentCodes.ts';

export const createCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run(fields, { actor, now, tx }) {
    const { staffPath } = await checkCode(fields, actor, now, tx);
    const { name, ...rest } = fields;
    const row: ChannelCodeRow = {
      _id: newId(), name, ...rest, ...(await creator(actor, tx)), staffPath, state: 'syncing', reason: '', createdAt: now, revision: 1, edition: 1, disabledSpans: [],
    };
    const { name: _name, ...onInsert } = row;
    const written = await ChannelCode.updateOne({ name }, { $setOnInsert: onInsert }, { upsert: true, session: tx });
    if (written.upsertedCount === 0) throw new AppError('channels.codeNameTaken');
    const way = blankWay({ owner: { kind: 'code', id: row._id }, scene: 2, userids: [], remark: name, campaignId: null }, now);
    await ContactWay.create([way], { session: tx });
    await oweSync(row, tx);
    return presentCode(row, actor, now);
  },
  audit: ({ staff, backupUserid, tagIds, welcomeVersionId }, { id }) =>
    ({ subject: `channelCode:${id}`, detail: { staff: staff.map((each) => each.userid), backupUserid, tagIds, welcomeVersionId } }),
});

/** The code belongs to its maker's department; what the system makes belongs to headquarters. */
async function creator(actor: Actor, tx: Tx): Promise<Pick<ChannelCodeRow, 'departmentPath' | 'createdBy' | 'createdByName'>> {
  if (actor.kind !== 'staff') return { departmentPath: '/1/', createdBy: actor.id, createdByName: '系统' };
  const staff = (await findStaff([actor.id], tx)).get(actor.id);
  return { departmentPath: staff?.departmentPath ?? actor.departmentPaths[0] ?? '/1/', createdBy: actor.id, createdByName: actor.name };
}
