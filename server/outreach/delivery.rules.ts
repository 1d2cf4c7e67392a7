import type { OutboundReason, OutboundState } from '../../shared/outreach/constants.ts';

/** WeCom: 20 s from the callback, single use, contract 4.4. */
export const welcomeWindowMs = 20_000;

export interface Outcome { state: Exclude<OutboundState, 'queued' | 'sending'>; reason: OutboundReason | null }
export interface Refusal { errcode: number; uncertain: boolean; retryAfterMs: number | null }
export interface Trying {
  /** A request of ours went out and its answer never came. */
  unanswered: boolean;
  /** How many of those in this very run. */
  lostAnswers: number;
  /** The media were uploaded again already. */
  freshMedia: boolean;
  /** What is left of the window. */
  leftMs: number;
}
export type NextStep = { finish: Outcome } | { againAfterMs: number; freshMedia?: true };

const finish = (state: Outcome['state'], reason: OutboundReason): NextStep => ({ finish: { state, reason } });

/** An answer that settles it, whatever the time. 41051 is our own doing where an answer was lost before. */
const settled: Readonly<Record<number, OutboundReason>> = { 41050: 'codeInvalid', 41051: 'alreadyWelcomed', 41053: 'archiveNotAgreed' };
const mediaInvalid = 40_007;
const noAnswer = -2;
const sameMomentMs = 300;

/** The window is over before an answer: missed, unless a request of ours may have done it. */
export const whenWindowPassed = (unanswered: boolean): Outcome =>
  unanswered ? { state: 'uncertain', reason: 'answerLost' } : { state: 'missed', reason: 'windowPassed' };

/** What follows from WeCom's refusal or silence. */
export function afterRefusal({ errcode, uncertain, retryAfterMs }: Refusal, { unanswered, lostAnswers, freshMedia, leftMs }: Trying): NextStep {
  const reason = settled[errcode];
  if (reason && unanswered && errcode !== 41_053) return finish('uncertain', 'answerLost');
  if (reason) return finish('missed', reason);
  if (errcode === mediaInvalid) return freshMedia ? finish('failed', 'mediaUnavailable') : { againAfterMs: 0, freshMedia: true };
  if (uncertain && lostAnswers > 1) return finish('uncertain', 'answerLost');
  if (uncertain) return leftMs > sameMomentMs ? { againAfterMs: sameMomentMs } : finish('uncertain', 'answerLost');
  if (retryAfterMs === null) return unanswered ? finish('uncertain', 'answerLost') : finish('failed', 'wecomRefused');
  if (retryAfterMs < leftMs) return { againAfterMs: retryAfterMs };
  if (errcode === noAnswer && !unanswered) return finish('missed', 'wecomUnreachable');
  return { finish: whenWindowPassed(unanswered) };
}
