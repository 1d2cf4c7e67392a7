import type { OutboundReason } from '../../shared/outreach/constants.ts';

/** What the gate must know of a content version. */
export interface ReleasedVersion { contentId: string; state: 'approved' | 'retired'; periodFrom: Date; periodTo: Date | null }

/** `periodTo` is the first instant after the period. */
export const isInPeriod = ({ periodFrom, periodTo }: Pick<ReleasedVersion, 'periodFrom' | 'periodTo'>, at: Date): boolean =>
  periodFrom <= at && (periodTo === null || at < periodTo);

/** Why a version itself may not go out at this time; null = may. */
export function releaseRefusal(version: ReleasedVersion | undefined, at: Date): OutboundReason | null {
  if (version?.state !== 'approved') return 'contentNotApproved';
  return isInPeriod(version, at) ? null : 'contentExpired';
}
