import type { Tx } from '../platform/mongo.ts';
import type { Policy } from './attribution.rules.ts';
import { BindingPolicy, type BindingPolicyRow } from './bindingPolicy.model.ts';

/** All published versions, oldest first. */
export async function publishedPolicies(tx?: Tx): Promise<Policy[]> {
  const rows = await BindingPolicy.find({ state: 'published' }).sort({ _id: 1 }).session(tx ?? null).lean<BindingPolicyRow[]>();
  return rows.map(({ _id: version, rules, effectiveFrom }) => ({ version, rules, effectiveFrom }));
}
