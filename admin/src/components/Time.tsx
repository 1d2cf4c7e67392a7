import { sayTime, sayTimeInFull } from '../lib/dates.ts';

/** A moment in words, the exact one on hovering. */
export const Time = ({ at }: { at: string }) => <time dateTime={at} title={sayTimeInFull(at)}>{sayTime(at)}</time>;
