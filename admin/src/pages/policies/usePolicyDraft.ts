import { useState } from 'react';
import { keepDraft, readDraft, type PolicyDraft } from './policyDraft.ts';
import type { Policy } from './policyQueries.ts';

/** The draft that this browser keeps for this person, if any; and the way to keep what is written now. */
export function usePolicyDraft(userid: string, base: Policy | undefined) {
  const [draft, setDraft] = useState(() => readDraft(userid));
  const keep = ({ rules, ...rest }: Pick<PolicyDraft, 'rules' | 'from' | 'note'>) => {
    const windowDays: number | null = rules.windowDays; // the field gives null while it is empty
    if (!base) return;
    setDraft(keepDraft(userid, { ...rest, rules: { ...rules, windowDays: windowDays ?? base.rules.windowDays }, basedOn: draft?.basedOn ?? base.version }));
  };
  return { draft, keep };
}
