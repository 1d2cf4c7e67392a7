import type { TouchFlag } from '../../shared/attribution/constants.ts';
import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import { staffLeft } from '../org/events.ts';
import { findStaff } from '../org/findStaff.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import { EventLog, type EventRow } from '../platform/event.model.ts';
import type { Tx } from '../platform/mongo.ts';
import type { Person } from './persons.ts';
import type { TouchFact } from './recordTouch.ts';

type Traits = Pick<CustomerRow, '_id' | 'unionid' | 'openids' | 'phone'>;

/** What makes each of these touches not count, as we know it now. A release frees whomever it names. */
export async function findFlags(touches: TouchFact[], persons: ReadonlyMap<string, Person>, tx: Tx): Promise<TouchFlag[][]> {
  const traits = await traitsOf(touches, persons, tx);
  const staffPhones = await phonesOfStaff([...traits.values()], tx);
  const leavers = await leaversOf(touches, tx);
  return touches.map(({ kind, customerId, via, managerUserid, at }) => {
    const person = persons.get(customerId);
    const inviter = via ? persons.get(via) : undefined;
    const own = traits.get(person?.id ?? '');
    const others = traits.get(inviter?.id ?? '');
    const flags: TouchFlag[] = [];
    if (!isDecree(kind) && own?.phone && staffPhones.has(own.phone.index)) flags.push('staffAsCustomer');
    if (inviter && inviter.id === person?.id) flags.push('selfInvite');
    if (inviter && inviter.id !== person?.id && own && others && shareTrait(own, others)) flags.push('samePerson');
    const leftAt = leavers.get(managerUserid ?? '');
    if (kind !== 'release' && leftAt && leftAt <= at) flags.push('staffLeft');
    return flags;
  });
}

/** A member of staff is a customer of the bank too: what the bank and people decide of them holds. */
const isDecree = (kind: TouchFact['kind']): boolean => ['confirm', 'release', 'handover', 'correction'].includes(kind);

const shareTrait = (a: Traits, b: Traits): boolean =>
  (a.unionid !== null && a.unionid === b.unionid) || a.openids.some((each) => b.openids.includes(each)) || (a.phone !== null && a.phone.index === b.phone?.index);

async function traitsOf(touches: TouchFact[], persons: ReadonlyMap<string, Person>, tx: Tx): Promise<Map<string, Traits>> {
  const ids = touches.flatMap(({ customerId, via }) => [customerId, ...(via ? [via] : [])].flatMap((each) => persons.get(each)?.id ?? []));
  const rows = await Customer.find({ _id: { $in: [...new Set(ids)] } }, { unionid: 1, openids: 1, phone: 1 }).session(tx).lean<Traits[]>();
  return new Map(rows.map((row) => [row._id, row]));
}

async function phonesOfStaff(traits: Traits[], tx: Tx): Promise<Set<string>> {
  const indexes = traits.flatMap(({ phone }) => phone?.index ?? []);
  if (indexes.length === 0) return new Set();
  const rows = await Staff.find({ phoneIndex: { $in: indexes }, status: { $ne: 'left' } }, { phoneIndex: 1 }).session(tx).lean<Pick<StaffRow, 'phoneIndex'>[]>();
  return new Set(rows.flatMap((row) => row.phoneIndex ?? []));
}

/** When each of those who have left did so; the beginning of time where nobody recorded it. */
async function leaversOf(touches: TouchFact[], tx: Tx): Promise<Map<string, Date>> {
  const staff = await findStaff(touches.flatMap(({ managerUserid }) => managerUserid ?? []), tx);
  const left = [...staff.values()].filter((each) => each.status === 'left').map((each) => each._id);
  if (left.length === 0) return new Map();
  const facts = await EventLog.find({ name: staffLeft.name, 'subject.staffUserid': { $in: left } }).sort({ at: 1 }).session(tx).lean<EventRow[]>();
  return new Map([...left.map((userid) => [userid, new Date(0)] as const), ...facts.map(({ subject, at }) => [subject.staffUserid ?? '', at] as const)]);
}
