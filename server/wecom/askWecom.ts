import { GiveUp, RetryLater } from '../platform/worker.ts';
import { WecomError } from './wecomError.ts';

const paused = 45_009;

/** A job's question to WeCom: a final refusal is given up, a pause that WeCom asks for is kept, the rest waits longer each time. The words stand in the progress bar. */
export async function askWecom<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    if (error.retryAfterMs === null) throw new GiveUp(`企业微信没有接受请求（错误码 ${error.errcode}），请到「系统 · 连接与健康」查看原因`);
    throw new RetryLater('暂时连不上企业微信，请稍后重试', error.errcode === paused ? error.retryAfterMs : undefined);
  }
}
