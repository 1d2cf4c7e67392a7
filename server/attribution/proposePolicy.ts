import { proposePolicy as contract } from '../../shared/attribution/attribution.contract.ts';
import { openApproval } from '../org/openApproval.ts';
import { staffOnly } from '../platform/actor.ts';
import { businessTime } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { policyAt } from './attribution.rules.ts';
import { BindingPolicy, type BindingPolicyRow } from './bindingPolicy.model.ts';
import { nextBusinessDay } from './nextBusinessDay.ts';
import { publishedPolicies } from './policies.ts';
import { policyDetails } from './policyDetails.ts';
import { headquartersOnly } from './policyScope.ts';
import { presentPolicy } from './presentPolicy.ts';

export const proposePolicy = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ rules, effectiveFrom, note }, { actor, now, tx }) {
    headquartersOnly(actor);
    const author = staffOnly(actor);
    const rows = await BindingPolicy.find().sort({ _id: 1 }).session(tx).lean<BindingPolicyRow[]>();
    if (rows.some((row) => row.state === 'pending')) throw new AppError('attribution.policyPending');
    const from = new Date(effectiveFrom);
    if (from < nextBusinessDay(now) || rows.some((row) => row.state === 'published' && from <= row.effectiveFrom)) throw new AppError('attribution.policyTooEarly');
    const version = (rows.at(-1)?._id ?? 0) + 1;
    const approvalId = await openApproval({
      kind: 'bindingPolicy', key: String(version), reason: note,
      title: `发布管户规则第 ${version} 版，${businessTime(from).format('YYYY年M月D日 HH:mm')}起生效`,
      details: policyDetails(policyAt(await publishedPolicies(tx), from), { version, rules, effectiveFrom: from }), neededRoles: ['compliance'], departmentPath: '/1/', author,
    }, tx);
    const row: BindingPolicyRow = {
      _id: version, rules, effectiveFrom: from, state: 'pending', note, createdBy: author.id, createdByName: author.name, approvedByName: '', approvalId, createdAt: now,
    };
    await BindingPolicy.create([row], { session: tx });
    return presentPolicy(row);
  },
  audit: ({ rules, effectiveFrom }, { version }) => ({ subject: `bindingPolicy:${version}`, detail: { rules, effectiveFrom } }),
});
