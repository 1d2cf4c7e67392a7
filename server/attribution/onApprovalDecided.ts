import { approvalDecided } from '../org/events.ts';
import { findStaff } from '../org/findStaff.ts';
import { on } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { BindingPolicy, type BindingPolicyRow } from './bindingPolicy.model.ts';
import { Correction, type CorrectionRow } from './correction.model.ts';
import { nextBusinessDay } from './nextBusinessDay.ts';
import { recordTouch } from './recordTouch.ts';

interface Decided { key: string; state: 'approved' | 'refused' | 'withdrawn'; approver: string; at: Date; now: Date }

export const onApprovalDecided = on(approvalDecided, 'attribution.onApprovalDecided', {
  async run({ kind, key, state, decidedBy, occurredAt: at }, { now, tx }) {
    const approver = (await findStaff([decidedBy], tx)).get(decidedBy)?.name ?? decidedBy;
    if (kind === 'attributionCorrection') await endCorrection({ key, state, approver, at, now }, tx);
    if (kind === 'bindingPolicy') await endProposal({ key, state, approver, at, now }, tx);
  },
});

/** What was approved is a touch like any other, at the time of its approval. */
async function endCorrection({ key, state, approver, at }: Decided, tx: Tx): Promise<void> {
  const row = await Correction.findOneAndUpdate({ _id: key, state: 'pending' }, { state, endedAt: at }, { session: tx }).lean<CorrectionRow>();
  if (!row || state !== 'approved') return;
  const { customerId, userid, reason, askedByName } = row;
  await recordTouch({ key: `correction:${key}`, customerId, kind: 'correction', managerUserid: userid, at, words: `${reason}（申请：${askedByName}，审批：${approver}）` }, tx);
}

/** Rules are never retroactive: approved after their time, they begin the day after the approval. */
async function endProposal({ key, state, approver, now }: Decided, tx: Tx): Promise<void> {
  const row = await BindingPolicy.findOne({ _id: Number(key), state: 'pending' }).session(tx).lean<BindingPolicyRow>();
  if (!row) return;
  if (state !== 'approved') return void await BindingPolicy.updateOne({ _id: row._id }, { state }, { session: tx });
  const isLate = row.effectiveFrom <= now;
  const moved = isLate ? { effectiveFrom: nextBusinessDay(now), note: `${row.note}（审批晚于原定生效时间，顺延至次日）` } : {};
  await BindingPolicy.updateOne({ _id: row._id }, { state: 'published', approvedByName: approver, ...moved }, { session: tx });
}
