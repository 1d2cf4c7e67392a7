import { bindingReasonWords, touchKindNames, type BindingReason, type TouchKind } from '../../shared/attribution/constants.ts';

/** A reason as a sentence. */
export const wordsFor = (reason: BindingReason, filled: { holder: string; manager: string; days: number }): string =>
  bindingReasonWords[reason].replace(/\{(holder|manager|days)\}/g, (_, name: keyof typeof filled) => String(filled[name]));

/** Why a decision no longer stands. */
export function supersededWords(supersededBy: string | null, kindOf: (touchId: string) => TouchKind | undefined): string {
  if (!supersededBy) return '';
  if (supersededBy.startsWith('merge:')) return '合并客户后重新判断';
  if (supersededBy.startsWith('unmerge:')) return '拆分客户后重新判断';
  const kind = kindOf(supersededBy.slice('touch:'.length));
  return kind ? `后来才得知更早的「${touchKindNames[kind]}」，重新判断` : '后来才得知更早的触达，重新判断';
}
