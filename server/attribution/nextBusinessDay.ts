import { businessTime } from '../platform/clock.ts';

/** Tomorrow's first instant in Asia/Shanghai. */
export const nextBusinessDay = (at: Date): Date => businessTime(at).startOf('day').add(1, 'day').toDate();
