import { setTimeout as sleep } from 'node:timers/promises';
import { mayReleaseMany } from '../compliance/mayRelease.ts';
import { findVersions } from '../content/approvedVersion.ts';
import type { ContentVersionRow } from '../content/contentVersion.model.ts';
import { newId } from '../platform/chance.ts';
import { monotonicMs, now } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { histogram } from '../platform/metrics.ts';
import { RetryLater } from '../platform/worker.ts';
import { sendWelcome, type Welcome } from '../wecom/sending/sendWelcome.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { afterRefusal, welcomeWindowMs, whenWindowPassed, type Outcome } from './delivery.rules.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { wecomMessage } from './wecomMessage.ts';

const welcomeSeconds = histogram('welcome_seconds', 'From the arrival of the callback to the accepted welcome', []);

export interface Tried { outcome: Outcome; finishedAt: Date }
type Message = Pick<Welcome, 'text' | 'attachments'>;

/** One row on its way to an outcome. */
interface Trial {
  row: OutboundRow;
  version: ContentVersionRow | undefined;
  /** A request of ours went out and its answer never came. */
  unanswered: boolean;
  elapsedMs: () => number;
}
interface Ready extends Trial { version: ContentVersionRow; message: Message }

/** Calls WeCom for each until it is settled or its window is over; rows that are finished already are not in the map. */
export async function tryWelcomes(outboundIds: string[]): Promise<Map<string, Tried>> {
  const rows = await Outbound.find({ _id: { $in: outboundIds }, state: { $in: ['queued', 'sending'] } }).lean<OutboundRow[]>();
  waitForOthers(rows);
  const versions = await findVersions(rows.map((row) => row.contentVersionId));
  const trials = rows.map((row) => begin(row, versions.get(row.contentVersionId)));
  const stopped = await mayReleaseMany(trials.map(({ row, version }) => ({ contentVersion: version, channel: row.channel, userid: row.staffUserid })), now());
  const tried = new Map<string, Tried>();
  const end = ({ row, elapsedMs }: Trial, outcome: Outcome) => {
    if (outcome.state === 'sent') welcomeSeconds.observe(elapsedMs() / 1_000);
    tried.set(row._id, { outcome, finishedAt: new Date(row.receivedAt.getTime() + Math.round(elapsedMs())) });
  };
  const prepared = await Promise.all(trials.map((trial, index) => makeReady(trial, stopped[index] ?? null)));
  for (const [index, trial] of trials.entries()) {
    const next = prepared[index];
    if (next && 'state' in next) end(trial, next);
  }
  const ready = prepared.filter((each) => 'message' in each);
  await markAttempts(ready);
  await Promise.all(ready.map(async (each) => end(each, await untilSettled(each))));
  return tried;
}

/** An attempt of another process may still be answered: two at once would make an uncertain welcome of a good one. */
function waitForOthers(rows: OutboundRow[]): void {
  const freeAtMs = Math.max(0, ...rows.map(({ attemptedAt }) => (attemptedAt ? attemptedAt.getTime() + config.WECOM_TIMEOUT_MS + 1_000 : 0)));
  const waitMs = freeAtMs - now().getTime();
  if (waitMs > 0) throw new RetryLater('另一进程正在发送', waitMs);
}

function begin(row: OutboundRow, version: ContentVersionRow | undefined): Trial {
  const startedMs = monotonicMs();
  const atStartMs = now().getTime() - row.receivedAt.getTime();
  return { row, version, unanswered: row.state === 'sending', elapsedMs: () => atStartMs + monotonicMs() - startedMs };
}

const leftMs = ({ elapsedMs }: Trial): number => welcomeWindowMs - elapsedMs();

/** The message to send, or why there is none. */
async function makeReady(trial: Trial, stopped: Outcome['reason']): Promise<Ready | Outcome> {
  const { version, unanswered } = trial;
  if (leftMs(trial) < 0) return whenWindowPassed(unanswered);
  if (stopped || !version) return unanswered ? { state: 'uncertain', reason: 'answerLost' } : { state: 'refused', reason: stopped ?? 'contentNotApproved' };
  const message = await messageWithin({ ...trial, version }, false);
  if (!message) return withoutMessage(unanswered);
  return leftMs(trial) <= 0 ? whenWindowPassed(unanswered) : { ...trial, version, message };
}

const withoutMessage = (unanswered: boolean): Outcome => (unanswered ? { state: 'uncertain', reason: 'answerLost' } : { state: 'failed', reason: 'mediaUnavailable' });

/** Written before the call: a process that dies now leaves a trace of it, and whoever has the same rows in hand finds them taken. */
async function markAttempts(trials: Trial[]): Promise<void> {
  if (trials.length === 0) return;
  const attemptedAt = now();
  const attemptId = newId();
  const marked = await Outbound.bulkWrite(trials.map(({ row: { _id, attempts } }) => (
    { updateOne: { filter: { _id, attempts }, update: { $set: { state: 'sending', attemptedAt, attemptId }, $inc: { attempts: 1 } } } }
  )), { ordered: false });
  if (marked.modifiedCount < trials.length) {
    await takeBack(trials, attemptId);
    throw new RetryLater('另一进程正在发送', config.WECOM_TIMEOUT_MS + 1_000);
  }
  for (const { row } of trials) row.attempts += 1;
}

/** Another process has some of the group: of the others nothing was asked of WeCom, so that they need not wait for an answer. */
async function takeBack(trials: Trial[], attemptId: string): Promise<void> {
  await Outbound.bulkWrite(trials.map(({ row: { _id, state, attempts, attemptedAt } }) => (
    { updateOne: { filter: { _id, attemptId }, update: { $set: { state, attempts, attemptedAt, attemptId: null } } } }
  )), { ordered: false });
}

async function untilSettled(trial: Ready): Promise<Outcome> {
  let { message, unanswered } = trial;
  let lostAnswers = 0;
  let freshMedia = false;
  for (;;) {
    try {
      await sendWelcome({ welcomeCode: trial.row.welcomeCode, ...message });
      return { state: 'sent', reason: null };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (error.uncertain) {
        unanswered = true;
        lostAnswers += 1;
      }
      const next = afterRefusal(error, { unanswered, lostAnswers, freshMedia, leftMs: leftMs(trial) });
      if ('finish' in next) return next.finish;
      freshMedia ||= next.freshMedia ?? false;
      await sleep(next.againAfterMs);
    }
    const again = await messageWithin(trial, freshMedia);
    if (!again) return withoutMessage(unanswered);
    if (leftMs(trial) <= 0) return whenWindowPassed(unanswered);
    message = again;
    await markAttempts([trial]);
  }
}

/** The message with its media, tried twice; nothing where WeCom does not take them. */
async function messageWithin(trial: Trial & { version: ContentVersionRow }, freshMedia: boolean): Promise<Message | undefined> {
  for (const waitMs of [500, 0]) {
    try {
      return await wecomMessage(trial.version, trial.row.values, { freshMedia });
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (waitMs === 0 || leftMs(trial) <= waitMs) return undefined;
      await sleep(waitMs);
    }
  }
  return undefined;
}
