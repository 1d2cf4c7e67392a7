import { BindingDecision, type DecisionRow } from '../../server/attribution/bindingDecision.model.ts';
import { BindingPolicy } from '../../server/attribution/bindingPolicy.model.ts';
import type { PolicyRules } from '../../server/attribution/attribution.rules.ts';
import { recordTouch, type TouchFact, type TouchOutcome } from '../../server/attribution/recordTouch.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';

export const firstRules: PolicyRules = { mode: 'firstTouch', windowDays: 180, weights: { click: 0, scan: 1, redeem: 5, add: 5, register: 3 }, lockOnConfirm: true };

let count = 0;
/** A touch of its own; an `add` at noon of 2026-11-10 unless said otherwise. */
export const aTouch = (given: Partial<TouchFact> & Pick<TouchFact, 'customerId' | 'managerUserid'>): TouchFact =>
  ({ key: `touch_${(count += 1)}`, kind: 'add', at: new Date('2026-11-10T04:00:00Z'), ...given });

/** Records it as another domain would. */
export const touched = (given: Parameters<typeof aTouch>[0]): Promise<TouchOutcome> => inTransaction((tx) => recordTouch(aTouch(given), tx));

/** What stands, in the order of the touches: `touch reason holder`. */
export async function standing(...customerIds: string[]): Promise<string[]> {
  const rows = await BindingDecision.find({ customerId: { $in: customerIds }, supersededAt: null }).sort({ at: 1, touchId: 1 }).lean<DecisionRow[]>();
  return rows.map(({ touchId, reason, after }) => `${touchId} ${reason} ${after ?? '-'}`);
}

/** As a merge leaves the records, without its event. */
export async function joined(survivorId: string, absorbedId: string): Promise<void> {
  await Customer.updateOne({ _id: absorbedId }, { mergedInto: survivorId });
  await Customer.updateOne({ _id: survivorId }, { $addToSet: { mergedIds: absorbedId } });
}

export async function parted(survivorId: string, restoredId: string): Promise<void> {
  await Customer.updateOne({ _id: restoredId }, { mergedInto: null });
  await Customer.updateOne({ _id: survivorId }, { $pull: { mergedIds: restoredId } });
}

/** A published version beside the first. */
export async function aPolicy(version: number, effectiveFrom: Date, rules: Partial<PolicyRules> = {}): Promise<void> {
  await BindingPolicy.create({
    _id: version, rules: { ...firstRules, ...rules }, effectiveFrom, state: 'published', note: '测试', createdBy: 'test', createdByName: '测试', approvedByName: '测试', approvalId: null, createdAt: systemTime(),
  });
}
