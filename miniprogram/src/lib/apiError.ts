import type { ErrorCode } from '../../../shared/errors.ts';

export interface Issue { path: string; message: string }
export interface ErrorBody { code: ApiError['code']; message: string; action: string; issues?: readonly Issue[]; requestId?: string }

/** What the server answered to a failed call, or that it could not be reached. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'client.offline';
  readonly action: string;
  readonly issues: readonly Issue[];
  readonly requestId: string;

  constructor(body: ErrorBody) {
    super(body.message);
    this.code = body.code;
    this.action = body.action;
    this.issues = body.issues ?? [];
    this.requestId = body.requestId ?? '';
  }
}

export const offline = () => new ApiError({ code: 'client.offline', message: '网络不通', action: '请检查网络后重试' });

export const unreadable = () => new ApiError({ code: 'platform.internal', message: '服务暂时不可用', action: '请稍后再试' });

/** The server's errors are of this shape; anything else comes from a proxy between. */
export const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body && 'action' in body;

export const isApiError = (error: unknown, code?: ApiError['code']): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code);

/** Nothing was wrong with the call itself: the same call may succeed in a moment. */
export const mayPass = (error: unknown): boolean =>
  isApiError(error, 'client.offline') || isApiError(error, 'platform.unavailable') || isApiError(error, 'platform.conflict');
