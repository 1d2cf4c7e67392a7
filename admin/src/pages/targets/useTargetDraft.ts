import { useRef, useState } from 'react';
import { targetMetrics, type TargetMetric } from '../../../../shared/analytics/constants.ts';
import { keepDraft, readDraft, type TargetDraft } from './targetDraft.ts';
import type { TargetRow, TargetValues } from './targetQueries.ts';

type Stored = Pick<TargetRow, 'userid' | 'name' | 'month' | 'values'>;

/** Changes of all months that wait to be saved; leaving the page keeps them. */
export function useTargetDraft(userid: string) {
  const latest = useRef<TargetDraft>(undefined);
  latest.current ??= readDraft(userid);
  const [draft, setDraft] = useState(latest.current);
  const [isKept, setKept] = useState(true);
  const put = (next: TargetDraft) => {
    latest.current = next;
    setDraft(next);
    setKept(keepDraft(userid, next) || Object.keys(next).length === 0);
  };
  const now = () => latest.current ?? {};
  const set = (row: Stored, metric: TargetMetric, value: number | null) => put(withChange(now(), row, { ...now()[row.month]?.[row.userid]?.values, [metric]: value }));
  /** What is stored now is no change any more; what was typed meanwhile still is. */
  const settle = (rows: readonly Stored[]) => put(rows.reduce((next, row) => withChange(next, row, next[row.month]?.[row.userid]?.values ?? {}), now()));
  const drop = (month: string) => put(withMonth(now(), month, {}));
  return { draft, isKept, set, settle, drop };
}

function withChange(draft: TargetDraft, { userid, name, month, values: stored }: Stored, typed: TargetValues): TargetDraft {
  const values: TargetValues = {};
  for (const metric of targetMetrics) {
    const value = typed[metric];
    if (value !== undefined && value !== (stored[metric] ?? null)) values[metric] = value;
  }
  const { [userid]: _, ...others } = draft[month] ?? {};
  return withMonth(draft, month, Object.keys(values).length > 0 ? { ...others, [userid]: { name, values } } : others);
}

function withMonth(draft: TargetDraft, month: string, rows: TargetDraft[string]): TargetDraft {
  const { [month]: _, ...others } = draft;
  return Object.keys(rows).length > 0 ? { ...others, [month]: rows } : others;
}
