import Bull from 'bull';
import { config } from './config.ts';
import { lanes, type Lane } from './job.ts';
import { logger } from './logger.ts';

/** What Bull carries: which rows to work on. The rows themselves are in MongoDB; `rows` is a copy of fresh ones, as EJSON, that saves reading them. */
export interface Handed { job: string; ids: string[]; rows?: string }

const prefix = 'guanhu';
const queues = new Map<Lane, Bull.Queue<Handed>>();
let underway = 0;

export const laneNames = Object.keys(lanes) as Lane[];

/** `lock` and `stalled`: a killed worker's jobs are taken up by another within 15 s. */
const settings: Bull.AdvancedSettings = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000 };

export function openQueues(): void {
  for (const lane of laneNames) {
    const queue = new Bull<Handed>(lane, config.REDIS_URL, { prefix, settings });
    queue.on('error', (error: Error & { code?: string }) => logger.warn({ lane, reason: error.code ?? error.name }, '队列连接出错'));
    queues.set(lane, queue);
  }
}

export function queueOf(lane: Lane): Bull.Queue<Handed> {
  const queue = queues.get(lane);
  if (!queue) throw new Error('openQueues has not run');
  return queue;
}

/** Hands rows to a lane without waiting. A single row's id is the job's id: handed twice, it stands in the queue once. */
export function enqueue(lane: Lane, handed: Handed): void {
  const { job, ids } = handed;
  const queue = queues.get(lane);
  if (!queue) return; // a process that only reads and writes data: the scheduler's sweep hands the row over
  const jobId = ids.length === 1 ? ids[0] : undefined;
  underway += 1;
  queue
    .add(handed, { ...(jobId ? { jobId } : {}), removeOnComplete: true, removeOnFail: true, attempts: 1 })
    .catch((error: Error) => logger.warn({ lane, job, reason: error.name }, '入队失败，由巡检补上'))
    .finally(() => { underway -= 1; });
}

/** How long other work stands back at the most while urgent work runs in this process. */
const standBackMs = 1_000;
let urgentRunning = 0;
const standingBack = new Set<() => void>();

/** Work that the others stand back for. */
export function urgently<T>(work: () => Promise<T>): Promise<T> {
  urgentRunning += 1;
  return work().finally(urgentEnded);
}

function urgentEnded(): void {
  urgentRunning -= 1;
  if (urgentRunning > 0) return;
  for (const goOn of standingBack) goOn();
  standingBack.clear();
}

/** One process has one thread: a lane of its own is not enough, the others must also leave it the processor. */
const calm = (): Promise<void> => new Promise((resolve) => {
  if (urgentRunning === 0) return resolve();
  standingBack.add(resolve);
  setTimeout(() => { standingBack.delete(resolve); resolve(); }, standBackMs).unref();
});

/** Starts work on every lane. `work` never throws for a failure of the work itself: it records it in the row. */
export function processQueues(work: (handed: Handed) => Promise<void>): void {
  for (const lane of laneNames) {
    const { concurrency, urgent } = lanes[lane];
    void queueOf(lane).process(concurrency, async (each) => {
      if (urgent) return urgently(() => work(each.data));
      await calm();
      return work(each.data);
    });
  }
}

export interface LaneCounts { lane: Lane; waiting: number; active: number; delayed: number; failed: number }

export const countLanes = (): Promise<LaneCounts[]> =>
  Promise.all(laneNames.map(async (lane) => {
    const { waiting, active, delayed, failed } = await queueOf(lane).getJobCounts();
    return { lane, waiting, active, delayed, failed };
  }));

/** Takes no new work, lets what runs end (at most `drainMs`), then closes. */
export async function closeQueues(drainMs: number): Promise<void> {
  const open = [...queues.values()];
  queues.clear();
  const deadline = AbortSignal.timeout(drainMs);
  const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()));
  while (underway > 0 && !deadline.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
  await Promise.race([Promise.all(open.map((queue) => queue.close())), late]);
}
