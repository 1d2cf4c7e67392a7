/** Places by a value among rows of one kind, 1 = most; equal ones share a place. */
export function ranksOf<Row>(rows: readonly Row[], valueOf: (row: Row) => number, kindOf: (row: Row) => string = () => ''): (row: Row) => number {
  const ranks = new Map<Row, number>();
  const sorted = [...rows].sort((a, b) => valueOf(b) - valueOf(a));
  const seen = new Map<string, { count: number; rank: number; value: number }>();
  for (const row of sorted) {
    const last = seen.get(kindOf(row)) ?? { count: 0, rank: 0, value: Number.NaN };
    const value = valueOf(row);
    const count = last.count + 1;
    const rank = value === last.value ? last.rank : count;
    seen.set(kindOf(row), { count, rank, value });
    ranks.set(row, rank);
  }
  return (row) => ranks.get(row) ?? 0;
}
