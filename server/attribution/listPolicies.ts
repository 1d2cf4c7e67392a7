import { listPolicies as contract } from '../../shared/attribution/attribution.contract.ts';
import { operation, permitted } from '../platform/operation.ts';
import { policyAt } from './attribution.rules.ts';
import { BindingPolicy, type BindingPolicyRow } from './bindingPolicy.model.ts';
import { ownsPolicies } from './policyScope.ts';
import { presentPolicy } from './presentPolicy.ts';
import { previewPolicy } from './previewPolicy.ts';
import { proposePolicy } from './proposePolicy.ts';

export const listPolicies = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(_, { actor, now }) {
    const rows = await BindingPolicy.find().sort({ _id: -1 }).lean<BindingPolicyRow[]>();
    const published = rows.filter((row) => row.state === 'published').map(({ _id: version, rules, effectiveFrom }) => ({ version, rules, effectiveFrom }));
    const isPending = rows.some((row) => row.state === 'pending');
    return {
      rows: rows.map(presentPolicy),
      currentVersion: policyAt(published, now).version,
      can: permitted(actor, [proposePolicy, previewPolicy], (name) => ownsPolicies(actor) && !(isPending && name === proposePolicy.contract.name)),
    };
  },
});
