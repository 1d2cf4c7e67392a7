import { bankLimits } from '../../shared/bank/constants.ts';

/** Told long after it happened. */
export const isLate = ({ receivedAt, occurredAt }: { receivedAt: Date; occurredAt: Date }): boolean =>
  receivedAt.getTime() - occurredAt.getTime() > bankLimits.lateHours * 3_600_000;
