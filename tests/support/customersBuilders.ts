import type { FollowState } from '../../shared/customers/constants.ts';
import { CorpTag } from '../../server/customers/corpTag.model.ts';
import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { gramsOf } from '../../server/customers/search.rules.ts';
import { sealPhones } from '../../server/customers/sealPhones.ts';
import { blankCustomer } from '../../server/customers/store.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { sealPhone } from '../../server/platform/phone.ts';

let count = 0;
const next = () => { count += 1; return count; };

export interface AFollow { staff: StaffRow; remark?: string; state?: FollowState; addedAt?: string; removedAt?: string; tagIds?: string[]; phones?: string[]; addWay?: number; channelState?: string }
export interface APerson { unionid?: string; openids?: string[]; phone?: string; phoneVerifiedAt?: string; createdAt?: string; heldBy?: StaffRow }

/** A customer whom these members of staff follow. */
export async function aCustomer({ name = `客户${count + 1}`, follows, ...person }: APerson & { name?: string; follows: AFollow[] }): Promise<CustomerRow & { externalUserid: string }> {
  const externalUserid = `wmTest${String(next()).padStart(6, '0')}`;
  const row = await stored({
    externalUserid, name, grams: gramsOf(name), gender: 2, profileAt: systemTime(),
    lastAddedAt: new Date(Math.max(...follows.map((each) => new Date(each.addedAt ?? '2026-11-20T02:00:00.000Z').getTime()))),
    follows: follows.map(({ staff, remark = '', state = 'active', addedAt = '2026-11-20T02:00:00.000Z', removedAt, tagIds = [], phones = [], addWay = 1, channelState }) => ({
      userid: staff._id, departmentPath: staff.departmentPath, remark, grams: gramsOf(remark), phones: sealPhones(phones, []), state, addWay,
      channelState: channelState ?? null, tagIds, addedAt: new Date(addedAt), removedAt: removedAt ? new Date(removedAt) : null, readAt: systemTime(),
    })),
  }, person);
  return { ...row, externalUserid };
}

/** A person whom nobody follows: known by the mini-program, or by a phone alone where `openids` is empty. */
export const aMiniCustomer = (person: APerson = {}): Promise<CustomerRow> => stored({}, { openids: [`o_test_${next()}`], ...person });

async function stored(known: Partial<CustomerRow>, { unionid, openids = [], phone, phoneVerifiedAt = '2026-11-20T02:00:00.000Z', createdAt, heldBy }: APerson): Promise<CustomerRow> {
  const at = createdAt ? new Date(createdAt) : systemTime();
  const held = heldBy ? { userid: heldBy._id, departmentPath: heldBy.departmentPath, since: at } : null;
  const row = blankCustomer({
    lastAddedAt: at, ...known, createdAt: at, openids, unionid: unionid ?? null, facts: { holder: held, confirmedHolder: null },
    ...(phone ? { phone: sealPhone(phone), phoneVerifiedAt: new Date(phoneVerifiedAt) } : {}),
  });
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
