import { targetMetrics } from '../../../../shared/analytics/constants.ts';
import type { TargetValues } from './targetQueries.ts';

/** By month, then by manager: what was changed and not saved. */
export type TargetDraft = Record<string, Record<string, { name: string; values: TargetValues }>>;

const placeOf = (userid: string): string => `guanhu.targetDraft.${userid}`;

/** What this person has changed and not saved; kept in this browser only. */
export function readDraft(userid: string): TargetDraft {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(placeOf(userid)) ?? '{}');
    return isDraft(draft) ? draft : {};
  } catch {
    return {}; // unreadable: as good as none
  }
}

/** False where this browser keeps nothing. */
export function keepDraft(userid: string, draft: TargetDraft): boolean {
  try {
    if (Object.keys(draft).length === 0) localStorage.removeItem(placeOf(userid));
    else localStorage.setItem(placeOf(userid), JSON.stringify(draft));
    return true;
  } catch {
    return false; // full or forbidden
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isDraft = (value: unknown): value is TargetDraft => isObject(value) && Object.values(value).every((month: unknown) => isObject(month) && Object.values(month).every(isRow));

function isRow(value: unknown): boolean {
  if (!isObject(value) || !('values' in value) || !('name' in value) || !isObject(value.values)) return false;
  return typeof value.name === 'string' && Object.entries(value.values).every(([metric, each]) => targetMetrics.some((known) => known === metric) && (each === null || Number.isSafeInteger(each)));
}
