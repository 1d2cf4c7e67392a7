import { byPerson, personsOf } from '../attribution/persons.ts';
import { phoneVerified } from '../customers/events.ts';
import { EventLog, type EventRow } from '../platform/event.model.ts';
import type { Tx } from '../platform/mongo.ts';
import { firstOf } from './credit.rules.ts';

export interface Register { id: string; customerId: string; at: Date }
type Verified = Pick<EventRow, 'subject' | 'at'>;

const prefix = 'register:';
export const registerId = (customerId: string): string => prefix + customerId;
/** A customer's first verified phone, as the log has it. */
export const firstVerified = { name: phoneVerified.name, 'payload.isFirst': true } as const;

export const asRegister = ({ subject: { customerId = '' }, at }: Verified): Register => ({ id: registerId(customerId), customerId, at });

/** Registrations under these records. */
export async function registersOf(customerIds: readonly string[], tx?: Tx): Promise<Register[]> {
  const rows = await EventLog.find({ ...firstVerified, 'subject.customerId': { $in: customerIds } }, { subject: 1, at: 1 }).session(tx ?? null).lean<Verified[]>();
  return rows.map(asRegister);
}

/** Those of the events that are registrations; one person's second one counts for nothing. */
export async function readRegisters(eventIds: readonly string[], tx?: Tx) {
  const customerIds = eventIds.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  if (customerIds.length === 0) return [];
  const persons = await personsOf(customerIds, tx);
  const registers = await registersOf([...new Set([...persons.values()].flatMap(({ ids }) => ids))], tx);
  const firsts = new Set([...byPerson(registers, persons).values()].map((own) => firstOf(own)?.id));
  const asked = new Set(eventIds);
  return registers.filter(({ id }) => asked.has(id)).map(({ id, customerId, at }) => (
    { eventId: id, kind: 'registered' as const, at, customerId, managerUserid: null, amountFen: null, isEffective: firsts.has(id) }
  ));
}
