import type { ErrorCode } from '../../../shared/errors.ts';

export interface Issue { path: string; message: string }

/** What the server answered to a failed call, or that it could not be reached. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'client.offline';
  readonly action: string;
  readonly issues: readonly Issue[];
  readonly requestId: string;

  constructor(body: { code: ApiError['code']; message: string; action: string; issues?: readonly Issue[]; requestId?: string }) {
    super(body.message);
    this.code = body.code;
    this.action = body.action;
    this.issues = body.issues ?? [];
    this.requestId = body.requestId ?? '';
  }
}

export const offline = () => new ApiError({ code: 'client.offline', message: '连不上服务器', action: '请检查网络后重试' });

export const unreadable = (requestId: string) =>
  new ApiError({ code: 'platform.internal', message: '服务器的答复无法识别', action: '请稍后再试；若仍出错，请把请求编号告诉系统管理员', requestId });

export const isApiError = (error: unknown, code?: ApiError['code']): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code);

/** Asking again will not bring it: it is not there, or not for this person. */
export const isGone = (error: unknown): boolean => isApiError(error) && (/\.\w*[nN]otFound$/.test(error.code) || error.code === 'platform.forbidden');

/** Nothing was wrong with the call itself: the same call may succeed in a moment. */
export const mayPass = (error: unknown): boolean =>
  isApiError(error, 'client.offline') || isApiError(error, 'platform.unavailable') || isApiError(error, 'platform.conflict');
