/** Plays so many rounds, one after the other; in the full run of the faults a line tells how each went. */
export async function rounds(title: string, count: number, play: (round: number) => Promise<string | void>): Promise<void> {
  for (let round = 1; round <= count; round += 1) {
    const startedMs = performance.now();
    try {
      const words = await play(round);
      tell(`${title} ${round}/${count} ${Math.round(performance.now() - startedMs)} ms${words ? `: ${words}` : ''}`);
    } catch (error) {
      process.stderr.write(`${title} ${round}/${count} failed\n`);
      throw error;
    }
  }
}

/** A line for who watches the full run; the short run stays silent. */
export const tell = (line: string): void => { if (process.env.FAULTS === 'full') process.stderr.write(`${line}\n`); };

/** p50 and p99 of what was measured, in whole units. */
export function spread(values: readonly number[]): { p50: number; p99: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: Math.round(sorted.at(-1) ?? 0) };
}

/** A shuffled copy; the same seed gives the same order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const mixed = [...items];
  let state = seed;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T]; // both are inside
  }
  return mixed;
}
