/** One thing that happened between a customer and a member. `key`: told twice, it is one. */
export interface RelationFact {
  kind: 'added' | 'removed';
  key: string;
  at: Date;
  /** The code that counts this add; null where none does. */
  codeId: string | null;
  welcomed: boolean;
}

/** A time together: from the first add to the removal. */
export interface Together { addedAt: Date; lostAt: Date | null; codeId: string | null; welcomed: boolean }

/** Adds before removals of the same second; then by key, so that the order of arrival says nothing. */
const byTime = (a: RelationFact, b: RelationFact): number =>
  a.at.getTime() - b.at.getTime() || a.kind.localeCompare(b.kind) || a.key.localeCompare(b.key);

/** The facts with this one in its place; a welcome that is known stays known. */
export function withFact(facts: readonly RelationFact[], fact: RelationFact): RelationFact[] {
  const known = facts.find((each) => each.key === fact.key);
  if (!known) return [...facts, fact];
  return facts.map((each) => (each === known ? { ...fact, welcomed: known.welcomed || fact.welcomed } : each));
}

/**
 * The times together that these facts tell of, oldest first. WeCom tells of one add more than once (half, then full; callback, then import):
 * while a relation stands, another add is the same one. Its code is the first that is named.
 */
export function foldAdds(facts: readonly RelationFact[]): Together[] {
  const times: Together[] = [];
  for (const fact of [...facts].sort(byTime)) {
    const last = times.at(-1);
    const open = last && last.lostAt === null ? last : undefined;
    if (fact.kind === 'removed') {
      if (open) open.lostAt = fact.at;
    } else if (open) {
      open.codeId ??= fact.codeId;
      open.welcomed ||= fact.welcomed;
    } else {
      times.push({ addedAt: fact.at, lostAt: null, codeId: fact.codeId, welcomed: fact.welcomed });
    }
  }
  return times;
}
