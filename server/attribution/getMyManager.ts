import { getMyManager as contract } from '../../shared/attribution/attribution.contract.ts';
import { findContactWays } from '../channels/contactWays.ts';
import { findPerson } from '../customers/person.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { customerOnly } from '../platform/actor.ts';
import { businessTime } from '../platform/clock.ts';
import { operation } from '../platform/operation.ts';
import { holderOf } from './holder.ts';

export const getMyManager = operation(contract, {
  allow: ['customer'],
  async run(_, { actor, now }) {
    const { id } = customerOnly(actor);
    const [person, holder] = await Promise.all([findPerson(id), holderOf(id)]);
    if (!holder) return { manager: null, words: '您还没有专属客户经理，添加一位或兑换邀请码后会显示在这里' };
    const staff = (await findStaff([holder.userid])).get(holder.userid);
    if (!staff || staff.status === 'left') return { manager: null, words: '您的客户经理已离任，我们会尽快为您安排' };
    const departments = await departmentNames([staff.departmentPath]);
    const wayOf = await findContactWays('manager', [staff._id]);
    const inside = wayOf(staff._id, 1);
    const scanned = wayOf(staff._id, 2);
    return {
      manager: {
        name: staff.name, position: staff.position, departmentName: departments.get(staff.departmentPath) ?? '', telephone: staff.telephone,
        isAdded: person?.follows.some((each) => each.userid === staff._id && each.state === 'active') ?? false,
        contactWay: scanned?.state === 'active' ? { configId: inside?.configId ?? '', qrCodeUrl: scanned.qrCode } : null,
      },
      words: `${staff.name} 从 ${sinceWords(holder.since, now)} 起为您服务`,
    };
  },
});

/** The year only where it is not this one. */
const sinceWords = (since: Date, now: Date): string =>
  businessTime(since).format(businessTime(since).year() === businessTime(now).year() ? 'M月D日' : 'YYYY年M月D日');
