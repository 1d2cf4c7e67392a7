import { isCodeOver, outcomeSoFar, reasonAfter } from '../../server/outreach/sms.rules.ts';
import { AppError } from '../../server/platform/errors.ts';
import { PortError } from '../../server/platform/portError.ts';

const down = new PortError('down');
const lost = new PortError('lost', { uncertain: true });
const refused = new PortError('no', { final: true });

test.each([
  ['10 minutes less a millisecond', '2026-11-22T06:09:59.999Z', false],
  ['10 minutes', '2026-11-22T06:10:00.000Z', true],
])('a code lives 10 minutes: %s', (_case, at, over) => {
  expect(isCodeOver(new Date('2026-11-22T06:00:00.000Z'), new Date(at))).toBe(over);
});

test.each([
  ['never tried', { attempts: 0, reason: null }, undefined],
  ['a process died over it', { attempts: 1, reason: null }, { state: 'uncertain', reason: 'smsAnswerLost' }],
  ['an answer was lost', { attempts: 3, reason: 'smsAnswerLost' }, { state: 'uncertain', reason: 'smsAnswerLost' }],
  ['nobody there', { attempts: 3, reason: 'smsUnreachable' }, { state: 'failed', reason: 'smsUnreachable' }],
  ['no gateway', { attempts: 3, reason: 'smsNotConfigured' }, { state: 'failed', reason: 'smsNotConfigured' }],
] as const)('what is known: %s', (_case, tried, outcome) => {
  expect(outcomeSoFar(tried)).toEqual(outcome);
});

test.each([
  ['the first, nobody there', { attempts: 0, reason: null }, down, 'smsUnreachable'],
  ['the first, no answer', { attempts: 0, reason: null }, lost, 'smsAnswerLost'],
  ['the first, refused', { attempts: 0, reason: null }, refused, 'smsRefused'],
  ['the first, not configured', { attempts: 0, reason: null }, new AppError('platform.smsNotConfigured'), 'smsNotConfigured'],
  ['after an unreachable gateway, refused', { attempts: 1, reason: 'smsUnreachable' }, refused, 'smsRefused'],
  ['a lost answer stays one', { attempts: 1, reason: 'smsAnswerLost' }, down, 'smsAnswerLost'],
  ['so does a try over which a process died', { attempts: 1, reason: null }, refused, 'smsAnswerLost'],
] as const)('after a failure: %s', (_case, before, error, reason) => {
  expect(reasonAfter(before, error)).toBe(reason);
});
