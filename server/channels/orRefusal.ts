import { RetryLater } from '../platform/worker.ts';
import { WecomError } from '../wecom/wecomError.ts';

/** `refused`: WeCom's errcode where another try cannot help. */
export type Answered<Answer> = { answer: Answer; refused?: undefined } | { refused: number };

const longWaitMs = 60_000;
const frequencyLimit = 45_009;

/** For jobs that show a refusal to people: what may help to try again is thrown, a final no is an answer. */
export async function orRefusal<Answer>(ask: () => Promise<Answer>): Promise<Answered<Answer>> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    if (error.uncertain) throw error;
    if (error.retryAfterMs === null) return { refused: error.errcode };
    if (error.errcode === frequencyLimit || error.retryAfterMs >= longWaitMs) throw new RetryLater(error.message, error.retryAfterMs);
    throw error;
  }
}
