import { setTimeout as sleep } from 'node:timers/promises';
import { mayRelease } from '../compliance/mayRelease.ts';
import { findVersion } from '../content/approvedVersion.ts';
import type { ContentVersionRow } from '../content/contentVersion.model.ts';
import { monotonicMs, now } from '../platform/clock.ts';
import { histogram } from '../platform/metrics.ts';
import { sendWelcome, type Welcome } from '../wecom/sending/sendWelcome.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { afterRefusal, welcomeWindowMs, whenWindowPassed, type Outcome } from './delivery.rules.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { wecomMessage } from './wecomMessage.ts';

const welcomeSeconds = histogram('welcome_seconds', 'From the arrival of the callback to the accepted welcome', []);

export interface Tried { outcome: Outcome; finishedAt: Date }

/** Calls WeCom until it is settled or the window is over. Nothing where the row is finished already. */
export async function tryWelcome(outboundId: string): Promise<Tried | undefined> {
  const row = await Outbound.findOne({ _id: outboundId, state: { $in: ['queued', 'sending'] } }).lean<OutboundRow>();
  if (!row) return undefined;
  const startedMs = monotonicMs();
  const atStartMs = now().getTime() - row.receivedAt.getTime();
  const elapsedMs = () => atStartMs + monotonicMs() - startedMs;
  const end = (outcome: Outcome): Tried => {
    if (outcome.state === 'sent') welcomeSeconds.observe(elapsedMs() / 1_000);
    return { outcome, finishedAt: new Date(row.receivedAt.getTime() + Math.round(elapsedMs())) };
  };
  const unanswered = row.state === 'sending';
  if (elapsedMs() > welcomeWindowMs) return end(whenWindowPassed(unanswered));
  const version = await findVersion(row.contentVersionId);
  const stopped = await mayRelease({ contentVersion: version, channel: row.channel, userid: row.staffUserid, at: now() });
  if (stopped || !version) return end({ state: unanswered ? 'uncertain' : 'refused', reason: unanswered ? 'answerLost' : stopped ?? 'contentNotApproved' });
  return end(await untilSettled(row, version, unanswered, () => welcomeWindowMs - elapsedMs()));
}

async function untilSettled(row: OutboundRow, version: ContentVersionRow, before: boolean, leftMs: () => number): Promise<Outcome> {
  let unanswered = before;
  let lostAnswers = 0;
  let freshMedia = false;
  for (;;) {
    const message = await messageWithin(version, row, freshMedia, leftMs);
    if (!message) return unanswered ? { state: 'uncertain', reason: 'answerLost' } : { state: 'failed', reason: 'mediaUnavailable' };
    if (leftMs() <= 0) return whenWindowPassed(unanswered);
    // Written before the call: a process that dies now leaves a trace of it.
    await Outbound.updateOne({ _id: row._id }, { $set: { state: 'sending' }, $inc: { attempts: 1 } });
    try {
      await sendWelcome({ welcomeCode: row.welcomeCode, ...message });
      return { state: 'sent', reason: null };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (error.uncertain) {
        unanswered = true;
        lostAnswers += 1;
      }
      const next = afterRefusal(error, { unanswered, lostAnswers, freshMedia, leftMs: leftMs() });
      if ('finish' in next) return next.finish;
      freshMedia ||= next.freshMedia ?? false;
      await sleep(next.againAfterMs);
    }
  }
}

/** The message with its media, tried twice; nothing where WeCom does not take them. */
async function messageWithin(version: ContentVersionRow, row: OutboundRow, freshMedia: boolean, leftMs: () => number): Promise<Pick<Welcome, 'text' | 'attachments'> | undefined> {
  for (const waitMs of [500, 0]) {
    try {
      return await wecomMessage(version, row.values, { freshMedia });
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (waitMs === 0 || leftMs() <= waitMs) return undefined;
      await sleep(waitMs);
    }
  }
  return undefined;
}
