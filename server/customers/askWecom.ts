import { GiveUp, RetryLater } from '../platform/worker.ts';
import { WecomError } from '../wecom/wecomError.ts';

const longWaitMs = 60_000;

/** For jobs: what WeCom refuses for good is given up, a pause that it asks for is kept, the rest waits longer each time. */
export async function askWecom<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    if (error.retryAfterMs === null) throw new GiveUp(`企业微信返回 ${error.errcode}`);
    if (error.retryAfterMs >= longWaitMs) throw new RetryLater(`企业微信返回 ${error.errcode}`, error.retryAfterMs);
    throw error;
  }
}
