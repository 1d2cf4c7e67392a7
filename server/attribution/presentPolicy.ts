import type { z } from 'zod';
import type { BindingPolicy as PolicyContract } from '../../shared/attribution/attribution.contract.ts';
import type { BindingPolicyRow } from './bindingPolicy.model.ts';

export const presentPolicy = ({ _id: version, rules, effectiveFrom, state, note, createdByName, approvedByName, createdAt }: BindingPolicyRow): z.infer<typeof PolicyContract> => (
  { version, rules, effectiveFrom: effectiveFrom.toISOString(), state, note, createdByName, approvedByName, createdAt: createdAt.toISOString() }
);
