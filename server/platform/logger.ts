import { pino } from 'pino';
import { config } from './config.ts';
import { requestContext } from './context.ts';

/** Personal data never enters a log: callers pass ids, and these names are cut even where one slips in. */
const personalNames = ['phone', 'mobile', 'name', 'nickname', 'remark', 'content', 'text', 'email', 'password', 'secret', 'access_token', 'code'];

export const logger = pino({
  level: config.LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: personalNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[cut]' },
  mixin: () => {
    const context = requestContext();
    return context ? { requestId: context.requestId } : {};
  },
});
