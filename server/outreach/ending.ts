import type { Outcome } from './delivery.rules.ts';

export const unfinished = (_id: string) => ({ _id, state: { $in: ['queued' as const, 'sending' as const] } });

/** What a row is left with: nothing by which it could be sent again. */
export const ending = ({ state, reason }: Outcome, finishedAt: Date) => ({ $set: { state, reason, finishedAt, welcomeCode: '', sealedPhone: '' } });
