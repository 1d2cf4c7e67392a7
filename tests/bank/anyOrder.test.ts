import fc from 'fast-check';
import type { BankEvent as ToldEvent } from '../../shared/bank/bankEvent.contract.ts';
import { BankEvent, type BankEventRow } from '../../server/bank/bankEvent.model.ts';
import { lookAgain } from '../../server/bank/lookAgain.job.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { anEvent, aBankKey, signedPost, type AKey } from '../support/bankBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();

/** What happens, in any order and cut into calls anywhere: events, doubled ones, phones that are verified, managers who come. */
type Step = { told: ToldEvent } | { verifies: number } | { comes: string };
const numbers = [0, 1, 2, 3] as const;
const phoneOf = (n: number) => `1380000000${n}`;
const start = '2026-11-22T06:00:00.000Z';

/** By what has happened in the end, whatever the order: an event counts where some event of its number has brought a phone that is verified. */
function expectedStates(steps: Step[]): Map<string, string> {
  const events = steps.flatMap((step) => ('told' in step ? [step.told] : []));
  const verified = new Set(steps.flatMap((step) => ('verifies' in step ? [phoneOf(step.verifies)] : [])));
  const managers = new Set(steps.flatMap((step) => ('comes' in step ? [step.comes] : [])));
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const stateOf = (event: ToldEvent): string => {
    if (event.type === 'reversal') {
      const original = byId.get(event.reversesEventId ?? '');
      if (!original) return 'reversesUnknown';
      return stateOf(original) === 'applied' ? 'applied' : 'reversesWaiting';
    }
    const isKnown = events.some((each) => each.bankCustomerNo === event.bankCustomerNo && each.phone && verified.has(each.phone));
    if (!isKnown) return 'unknownCustomer';
    return event.managerEmployeeNo && !managers.has(event.managerEmployeeNo) ? 'unknownManager' : 'applied';
  };
  return new Map(events.map((event) => [event.eventId, stateOf(event)]));
}

/** Up to eight events of four numbers; a reversal takes back one before it in the list, or one that never comes. */
const aStory = fc.array(fc.record({
  number: fc.constantFrom(...numbers), kind: fc.constantFrom('accountOpened', 'managerConfirmed', 'reversal', 'reversal'), phone: fc.boolean(),
  manager: fc.constantFrom('E-1', 'E-2'), of: fc.nat(), isLost: fc.integer({ min: 0, max: 9 }),
}), { minLength: 1, maxLength: 8 }).map((given) => {
  const events: ToldEvent[] = [];
  for (const [index, { number, kind, phone, manager, of, isLost }] of given.entries()) {
    const original = kind === 'reversal' ? events[of % Math.max(events.length, 1)] : undefined;
    const at = original ? Number(original.bankCustomerNo.slice(1)) : number;
    events.push(anEvent({
      eventId: `s${index}`, bankCustomerNo: `B${at}`, occurredAt: '2026-11-22T05:00:00Z', ...(phone ? { phone: phoneOf(at) } : {}),
      ...(original ? { type: 'reversal', reversesEventId: isLost === 0 ? 'never' : original.eventId } : { type: kind === 'managerConfirmed' ? kind : 'accountOpened', ...(kind === 'managerConfirmed' ? { managerEmployeeNo: manager } : {}) }),
    }));
  }
  return events;
});
const aHistory = fc.tuple(aStory, fc.subarray([...numbers]), fc.subarray(['E-1', 'E-2']), fc.nat()).chain(([events, verifies, comes, doubled]) => {
  const again = events[doubled % events.length];
  const steps: Step[] = [...events.map((told) => ({ told })), ...(again ? [{ told: again }] : []), ...verifies.map((n) => ({ verifies: n })), ...comes.map((each) => ({ comes: each }))];
  return fc.record({ steps: fc.shuffledSubarray(steps, { minLength: steps.length }), callSize: fc.integer({ min: 1, max: 4 }), worksBetween: fc.boolean() });
});

async function play({ steps, callSize, worksBetween }: { steps: Step[]; callSize: number; worksBetween: boolean }, key: AKey, people: string[]): Promise<void> {
  let call: ToldEvent[] = [];
  let calls = 0;
  const send = async () => {
    if (call.length === 0) return;
    expect((await signedPost(key, { events: call }, { offSeconds: (calls += 1) })).status).toBe(200);
    call = [];
  };
  for (const step of steps) {
    if ('told' in step) call.push(step.told);
    if (!('told' in step) || call.length === callSize) await send();
    if ('verifies' in step) await inTransaction((tx) => recordVerifiedPhone({ customerId: people[step.verifies] ?? '', phone: phoneOf(step.verifies), key: `v${step.verifies}`, at: new Date(start) }, tx));
    if ('comes' in step) await Staff.updateOne({ _id: `u${step.comes}` }, { employeeNo: step.comes });
    if (worksBetween) await workOff();
  }
  await send();
  await workOff();
  freezeClock('2026-11-22T06:04:00.000Z');
  await inTransaction((tx) => owe(lookAgain, [{ key: 'second', payload: {} }], tx));
  await workOff();
}

test('any order of arrival ends in the same states: those of a reading by hand', async () => {
  await fc.assert(fc.asyncProperty(aHistory, async (history) => {
    await emptyData();
    freezeClock(start);
    await aTree();
    for (const no of ['E-1', 'E-2']) await aStaff({ userid: `u${no}` });
    const [key, people] = [await aBankKey(), await Promise.all(numbers.map(() => aMiniCustomer()))];
    await play(history, key, people.map((each) => each._id));
    const rows = await BankEvent.find().lean<BankEventRow[]>();
    const expected = expectedStates(history.steps);
    expect(new Map(rows.map(({ _id, reason, state }) => [_id, reason ?? state] as const).sort())).toEqual(new Map([...expected].sort()));
    const applied = rows.filter((row) => row.state === 'applied');
    for (const { bankCustomerNo, customerId } of applied) expect(customerId).toBe(people[Number(bankCustomerNo.slice(1))]?._id);
    expect(await EventLog.countDocuments({ name: 'bank.bankEventApplied' })).toBe(applied.length);
    expect((await Customer.find({ bankCustomerNo: { $gt: '' } }).lean()).map((row) => row.mergedIds)).toEqual(expect.not.arrayContaining([expect.arrayContaining([expect.anything()])]));
  }), { numRuns: process.env.FAULTS === 'full' ? 300 : 15 });
}, 120_000);
