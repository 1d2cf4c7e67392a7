import { policyModeNames, touchKindNames, weighedKinds } from '../../shared/attribution/constants.ts';
import { businessTime } from '../platform/clock.ts';
import type { Policy } from './attribution.rules.ts';

interface PolicyDetail { label: string; before: string; value: string }

/** What a version says, beside the one whose place it takes, in words. */
export function policyDetails(old: Policy, proposed: Policy): PolicyDetail[] {
  const before = wordsOf(old);
  return wordsOf(proposed).map(({ label, value }, index) => ({ label, before: before[index]?.value ?? '', value }));
}

const wordsOf = ({ version, effectiveFrom, rules: { mode, windowDays, weights, lockOnConfirm } }: Policy): Omit<PolicyDetail, 'before'>[] => [
  { label: '版本', value: `第 ${version} 版` },
  { label: '生效时间', value: effectiveFrom.getTime() === 0 ? '最初' : businessTime(effectiveFrom).format('YYYY年M月D日 HH:mm') },
  { label: '同等触达', value: policyModeNames[mode] },
  { label: '有效期', value: `${windowDays} 天` },
  ...weighedKinds.map((kind) => ({ label: `「${touchKindNames[kind]}」的强度`, value: weights[kind] === 0 ? '不计' : String(weights[kind]) })),
  { label: '银行确认管户后', value: lockOnConfirm ? '不再变动' : '仍可变动' },
];
