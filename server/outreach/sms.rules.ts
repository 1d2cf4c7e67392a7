import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import type { OutboundReason } from '../../shared/outreach/constants.ts';
import { AppError } from '../platform/errors.ts';
import { PortError } from '../platform/portError.ts';
import type { Outcome } from './delivery.rules.ts';

interface Tried { attempts: number; reason: OutboundReason | null }

/** The code is of no use any more. */
export const isCodeOver = (askedAt: Date, at: Date): boolean => at.getTime() >= askedAt.getTime() + phoneCodeLimits.minutes * 60_000;

/** One try may have gone out: its answer was lost, or the process died over it. */
const mayHaveGone = ({ attempts, reason }: Tried): boolean => reason === 'smsAnswerLost' || (attempts > 0 && reason === null);

/** What is known of the tries there were; nothing where there was none. */
export function outcomeSoFar(tried: Tried): Outcome | undefined {
  if (mayHaveGone(tried)) return { state: 'uncertain', reason: 'smsAnswerLost' };
  return tried.reason ? { state: 'failed', reason: tried.reason } : undefined;
}

/** What the row says after one more try has failed; a lost answer stays one. */
export function reasonAfter(before: Tried, error: unknown): OutboundReason {
  if (mayHaveGone(before)) return 'smsAnswerLost';
  if (error instanceof AppError && error.code === 'platform.smsNotConfigured') return 'smsNotConfigured';
  if (!(error instanceof PortError)) return 'smsUnreachable';
  if (error.uncertain) return 'smsAnswerLost';
  return error.final ? 'smsRefused' : 'smsUnreachable';
}
