import { GiveUp, RetryLater } from '../platform/worker.ts';
import { WecomError } from '../wecom/wecomError.ts';

/** A job's question to WeCom. A failure gets the words that the progress bar shows, and says whether another try makes sense. */
export async function askWecom<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    if (error.retryAfterMs === null) throw new GiveUp(`企业微信没有接受请求（错误码 ${error.errcode}），请到「系统 · 连接」查看原因`);
    throw new RetryLater('暂时连不上企业微信，请稍后重新同步', error.retryAfterMs);
  }
}
