import fc from 'fast-check';
import { afterRefusal, whenWindowPassed, type Refusal, type Trying } from '../../server/outreach/delivery.rules.ts';

const refusal = (errcode: number, more: Partial<Refusal> = {}): Refusal => ({ errcode, uncertain: false, retryAfterMs: null, ...more });
const lost = refusal(-2, { uncertain: true, retryAfterMs: 2_000 });
const trying = (more: Partial<Trying> = {}): Trying => ({ unanswered: false, lostAnswers: 0, freshMedia: false, leftMs: 10_000, ...more });
const end = (state: string, reason: string) => ({ finish: { state, reason } });

test.each([
  ['expired or unknown code', refusal(41_050), trying(), end('missed', 'codeInvalid')],
  ['someone else has welcomed', refusal(41_051), trying(), end('missed', 'alreadyWelcomed')],
  ['used, after an answer of ours was lost', refusal(41_051), trying({ unanswered: true }), end('uncertain', 'answerLost')],
  ['expired, after an answer of ours was lost', refusal(41_050), trying({ unanswered: true }), end('uncertain', 'answerLost')],
  ['no consent to archiving', refusal(41_053), trying(), end('missed', 'archiveNotAgreed')],
  ['another app is sending', refusal(41_096, { retryAfterMs: 300 }), trying(), { againAfterMs: 300 }],
  ['another app is sending, the window ends', refusal(41_096, { retryAfterMs: 300 }), trying({ leftMs: 200 }), end('missed', 'windowPassed')],
  ['media unknown', refusal(40_007), trying(), { againAfterMs: 0, freshMedia: true }],
  ['media unknown again', refusal(40_007), trying({ freshMedia: true }), end('failed', 'mediaUnavailable')],
  ['no answer', lost, trying({ unanswered: true, lostAnswers: 1 }), { againAfterMs: 300 }],
  ['no answer twice', lost, trying({ unanswered: true, lostAnswers: 2 }), end('uncertain', 'answerLost')],
  ['no answer, the window ends', lost, trying({ unanswered: true, lostAnswers: 1, leftMs: 100 }), end('uncertain', 'answerLost')],
  ['not reached', refusal(-2, { retryAfterMs: 2_000 }), trying(), { againAfterMs: 2_000 }],
  ['not reached, the window ends', refusal(-2, { retryAfterMs: 2_000 }), trying({ leftMs: 1_000 }), end('missed', 'wecomUnreachable')],
  ['frequency limit outlasts the window', refusal(45_009, { retryAfterMs: 60_000 }), trying(), end('missed', 'windowPassed')],
  ['no permission', refusal(48_002), trying(), end('failed', 'wecomRefused')],
])('%s', (_case, given, state, expected) => {
  expect(afterRefusal(given, state)).toEqual(expected);
});

test('past the window: missed, unless a request of ours may have done it', () => {
  expect(whenWindowPassed(false)).toEqual({ state: 'missed', reason: 'windowPassed' });
  expect(whenWindowPassed(true)).toEqual({ state: 'uncertain', reason: 'answerLost' });
});

test('never waits past the window, and never calls a lost answer missed', () => {
  const code = fc.constantFrom(-2, -1, 40_007, 40_014, 41_049, 41_050, 41_051, 41_053, 41_096, 45_009, 48_002);
  fc.assert(fc.property(
    fc.record({ errcode: code, uncertain: fc.boolean(), retryAfterMs: fc.option(fc.integer({ min: 0, max: 60_000 })) }),
    fc.record({ unanswered: fc.boolean(), lostAnswers: fc.integer({ min: 0, max: 3 }), freshMedia: fc.boolean(), leftMs: fc.integer({ min: 0, max: 20_000 }) }),
    (given, state) => {
      const next = afterRefusal(given, state);
      if ('againAfterMs' in next) expect(next.againAfterMs === 0 || next.againAfterMs < state.leftMs).toBe(true);
      else if (state.unanswered && next.finish.reason !== 'archiveNotAgreed') expect(next.finish.state).not.toBe('missed');
    },
  ));
});
