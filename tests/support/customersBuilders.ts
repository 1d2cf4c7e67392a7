import type { FollowState } from '../../shared/customers/constants.ts';
import { CorpTag } from '../../server/customers/corpTag.model.ts';
import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { gramsOf } from '../../server/customers/search.rules.ts';
import { sealPhones } from '../../server/customers/phone.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { newId } from '../../server/platform/chance.ts';
import { systemTime } from '../../server/platform/clock.ts';

let count = 0;

export interface AFollow { staff: StaffRow; remark?: string; state?: FollowState; addedAt?: string; removedAt?: string; tagIds?: string[]; phones?: string[]; addWay?: number; channelState?: string }

/** A customer whom these members of staff follow. */
export async function aCustomer({ name, follows }: { name?: string; follows: AFollow[] }): Promise<CustomerRow> {
  count += 1;
  const row: CustomerRow = {
    _id: newId(), externalUserid: `wmTest${String(count).padStart(6, '0')}`, unionid: null, name: name ?? `客户${count}`, grams: gramsOf(name ?? `客户${count}`),
    avatar: '', gender: 2, type: 1, profileAt: systemTime(), createdAt: systemTime(),
    lastAddedAt: new Date(Math.max(...follows.map((each) => new Date(each.addedAt ?? '2026-11-20T02:00:00.000Z').getTime()))),
    follows: follows.map(({ staff, remark = '', state = 'active', addedAt = '2026-11-20T02:00:00.000Z', removedAt, tagIds = [], phones = [], addWay = 1, channelState }) => ({
      userid: staff._id, departmentPath: staff.departmentPath, remark, grams: gramsOf(remark), phones: sealPhones(phones, []), state, addWay,
      channelState: channelState ?? null, tagIds, addedAt: new Date(addedAt), removedAt: removedAt ? new Date(removedAt) : null, readAt: systemTime(),
    })),
  };
  await Customer.create(row);
  return row;
}

/** Corp tags 金卡 and 白金 of one group, 理财 of another; the larger order first. */
export async function someTags(): Promise<void> {
  const readAt = systemTime();
  const level = { groupId: 'etLevel', groupName: '客户等级', groupOrder: 20, readAt };
  await CorpTag.create([
    { _id: 'etGold', name: '金卡', order: 1, ...level },
    { _id: 'etPlatinum', name: '白金', order: 9, ...level },
    { _id: 'etFunds', name: '理财', order: 5, groupId: 'etTaste', groupName: '兴趣偏好', groupOrder: 10, readAt },
  ]);
}
