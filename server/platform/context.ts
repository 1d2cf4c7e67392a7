import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line and audit row of one request or job carries. */
export interface RequestContext {
  requestId: string;
  ip?: string;
  userAgent?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
export const requestContext = (): RequestContext | undefined => storage.getStore();
