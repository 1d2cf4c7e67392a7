import { lanes, type AnyJob } from './job.ts';
import type { OwedRow } from './owed.model.ts';
import { urgently } from './queue.ts';

export type WorkRow = Pick<OwedRow, '_id' | 'job' | 'payload' | 'attempts'>;
type WorkOn = (each: AnyJob, rows: WorkRow[]) => Promise<void>;
interface Gathering { rows: WorkRow[]; running: number }

/** Above this the other workers are to help, by way of the queue. */
const maxWaiting = 2_000;

let workOn: WorkOn | undefined;
const gatherings = new Map<string, Gathering>();
const underway = new Set<string>();

/** From now on this process does the urgent work that it makes. */
export function startGathering(work: WorkOn): void { workOn = work; }

/** A row that this process has in hand: handed over again by the sweep, it is not begun a second time. */
export const isUnderway = (id: string): boolean => underway.has(id);

/**
 * Takes fresh rows of urgent work without a way through Redis. Those that come while others are worked on make the next group,
 * so that under load the groups grow and each row costs less. What dies with the process the sweep hands to another.
 */
export function gather(each: AnyJob, rows: WorkRow[]): boolean {
  if (!workOn || !lanes[each.lane].urgent) return false;
  const gathering = gatherings.get(each.name) ?? { rows: [], running: 0 };
  if (gathering.rows.length + rows.length > maxWaiting) return false;
  gatherings.set(each.name, gathering);
  gathering.rows.push(...rows);
  for (const row of rows) underway.add(row._id);
  workOff(each, gathering);
  return true;
}

function workOff(each: AnyJob, gathering: Gathering): void {
  while (workOn && gathering.rows.length > 0 && gathering.running < lanes[each.lane].concurrency) {
    const group = gathering.rows.splice(0, each.many);
    gathering.running += 1;
    void urgently(workOn.bind(undefined, each, group)).finally(() => {
      for (const row of group) underway.delete(row._id);
      gathering.running -= 1;
      workOff(each, gathering);
    });
  }
}

/** Begins nothing more, and waits for what runs; the rest is for the sweep of another process. */
export async function stopGathering(drainMs: number): Promise<void> {
  workOn = undefined;
  const deadline = AbortSignal.timeout(drainMs);
  const running = () => [...gatherings.values()].some((each) => each.running > 0);
  while (running() && !deadline.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
}
