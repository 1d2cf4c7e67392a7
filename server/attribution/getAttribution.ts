import type { z } from 'zod';
import { getAttribution as contract } from '../../shared/attribution/attribution.contract.ts';
import { campaignsById } from '../channels/campaigns.ts';
import { visiblePerson } from '../customers/person.ts';
import { businessTime } from '../platform/clock.ts';
import { operation, permitted } from '../platform/operation.ts';
import { byTime, foldAll, policyAt, windowEndOf } from './attribution.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { Correction, type CorrectionRow } from './correction.model.ts';
import { decisionWords } from './decisionWords.ts';
import { intervalsOf } from './intervals.rules.ts';
import { managersOf } from './managersOf.ts';
import { publishedPolicies } from './policies.ts';
import { requestCorrection } from './requestCorrection.ts';
import { Touch, type TouchRow } from './touch.model.ts';
import { supersededWords } from './words.rules.ts';

type Answer = z.infer<typeof contract.output>;

export const getAttribution = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ customerId }, { actor, now }): Promise<Answer> {
    const person = await visiblePerson(customerId, actor);
    const ids = [person._id, ...person.mergedIds];
    const touches = (await Touch.find({ customerId: { $in: ids } }).lean<TouchRow[]>()).sort((a, b) => byTime({ at: b.at, id: b._id }, { at: a.at, id: a._id }));
    const decisions = await BindingDecision.find({ customerId: { $in: ids } }).sort({ decidedAt: -1, n: -1 }).lean<DecisionRow[]>();
    const pending = await Correction.findOne({ customerId: { $in: ids }, state: 'pending' }, { approvalId: 1 }).lean<Pick<CorrectionRow, 'approvalId'>>();
    return {
      ...(await presentHolding(touches, decisions, now)),
      touches: await presentTouches(touches, decisions),
      pendingApprovalId: pending?.approvalId ?? null,
      can: permitted(actor, [requestCorrection], () => !pending),
    };
  },
});

async function presentHolding(touches: TouchRow[], decisions: DecisionRow[], now: Date): Promise<Pick<Answer, 'holder' | 'intervals'>> {
  const standing = decisions.filter((row) => row.supersededAt === null).sort((a, b) => byTime({ at: a.at, id: a.touchId }, { at: b.at, id: b.touchId }));
  const intervals = intervalsOf(standing);
  const managerOf = await managersOf(intervals.map((each) => each.userid));
  const last = intervals.at(-1);
  const manager = managerOf(last?.userid ?? null);
  return {
    holder: last && manager ? { ...manager, since: last.from.toISOString(), ...(await windowOf(touches, last.locked, now)) } : null,
    intervals: intervals.map(({ userid, from, to }) => ({ manager: managerOf(userid), from: from.toISOString(), to: to?.toISOString() ?? null })),
  };
}

async function windowOf(touches: TouchRow[], locked: boolean, now: Date): Promise<{ until: string | null; locked: boolean; words: string }> {
  const policies = await publishedPolicies();
  const { rules } = policyAt(policies, now);
  const until = windowEndOf(foldAll(touches.map(({ _id: id, ...touch }) => ({ id, ...touch })), policies).state, rules);
  if (locked || !until) return { until: null, locked, words: '银行已确认管户，不再变动' };
  if (until < now) return { until: until.toISOString(), locked, words: `已超过 ${rules.windowDays} 天没有新的触达，其他客户经理可以接手` };
  return { until: until.toISOString(), locked, words: `${businessTime(until).format('YYYY年M月D日')}前没有新的触达，其他客户经理就可以接手` };
}

async function presentTouches(touches: TouchRow[], decisions: DecisionRow[]): Promise<Answer['touches']> {
  const byId = new Map(touches.map((each) => [each._id, each]));
  const words = await decisionWords(decisions, (touchId) => byId.get(touchId)?.managerUserid ?? null);
  const managerOf = await managersOf([...touches.map((each) => each.managerUserid), ...decisions.flatMap(({ before, after }) => [before, after])]);
  const campaigns = await campaignsById(touches.flatMap(({ campaignId }) => campaignId ?? []));
  return touches.map(({ _id: id, kind, at, recordedAt, managerUserid, campaignId, words: said }) => ({
    id, kind, at: at.toISOString(), recordedAt: recordedAt.toISOString(), manager: managerOf(managerUserid), campaignName: campaigns.get(campaignId ?? '')?.name ?? '', words: said,
    decisions: decisions.filter((row) => row.touchId === id).map((row) => ({
      id: row._id, reason: row.reason, words: words.get(row._id) ?? '', before: managerOf(row.before), after: managerOf(row.after), policyVersion: row.policyVersion,
      decidedAt: row.decidedAt.toISOString(), supersededAt: row.supersededAt?.toISOString() ?? null, supersededWords: supersededWords(row.supersededBy, (touchId) => byId.get(touchId)?.kind),
    })),
  }));
}
