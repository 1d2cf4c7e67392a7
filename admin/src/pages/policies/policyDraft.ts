import { policyModes, weighedKinds } from '../../../../shared/attribution/constants.ts';
import { businessNow, businessTime } from '../../lib/clock.ts';
import { sayTime } from '../../lib/dates.ts';
import type { Rules } from './policyQueries.ts';

export interface PolicyDraft {
  rules: Rules;
  /** Business day from which it would hold, `2026-11-23`. */
  from: string;
  note: string;
  /** The version that it changes. */
  basedOn: number;
  savedAt: string;
}

const placeOf = (userid: string): string => `guanhu.policyDraft.${userid}`;

/** What this person was writing when they left the page; kept in this browser only. */
export function readDraft(userid: string): PolicyDraft | undefined {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(placeOf(userid)) ?? 'null');
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined; // unreadable: as good as none
  }
}

/** Undefined where this browser keeps nothing. */
export function keepDraft(userid: string, content: Omit<PolicyDraft, 'savedAt'>): PolicyDraft | undefined {
  const draft = { ...content, savedAt: businessNow().toISOString() };
  try {
    localStorage.setItem(placeOf(userid), JSON.stringify(draft));
    return draft;
  } catch {
    return undefined; // full or forbidden
  }
}

export function dropDraft(userid: string): void {
  localStorage.removeItem(placeOf(userid));
}

/** `草稿保存于 14:32` */
export const sayKept = ({ savedAt }: PolicyDraft): string =>
  `草稿保存于 ${businessTime(savedAt).isSame(businessNow(), 'day') ? businessTime(savedAt).format('HH:mm') : sayTime(savedAt)}`;

type Unknown<T> = { [Key in keyof T]?: unknown };
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isDraft(value: unknown): value is PolicyDraft {
  if (!isObject(value)) return false;
  const { rules, from, note, basedOn, savedAt }: Unknown<PolicyDraft> = value;
  return isRules(rules) && isTime(from) && typeof note === 'string' && typeof basedOn === 'number' && isTime(savedAt);
}

function isRules(value: unknown): value is Rules {
  if (!isObject(value)) return false;
  const { mode, windowDays, weights, lockOnConfirm }: Unknown<Rules> = value;
  if (!isObject(weights)) return false;
  const strengths: Unknown<Rules['weights']> = weights;
  return policyModes.some((each) => each === mode) && typeof windowDays === 'number' && typeof lockOnConfirm === 'boolean' && weighedKinds.every((kind) => typeof strengths[kind] === 'number');
}

const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
