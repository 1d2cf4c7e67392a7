import type { ErrorCode } from '../../shared/errors.ts';
import { AppError } from '../platform/errors.ts';
import { WecomError } from '../wecom/wecomError.ts';

/** Contract 8.1: a bad code, a used one; a user whom WeChat holds to be a risk gets no other answer. */
const badCode = [40_029, 40_163, 40_226];
const tooOften = 45_011;

/** What a customer is told when WeChat does not take a code. */
export function refusalOf(error: unknown, codeInvalid: ErrorCode): unknown {
  if (!(error instanceof WecomError)) return error;
  if (badCode.includes(error.errcode)) return new AppError(codeInvalid, { cause: error });
  return new AppError(error.errcode === tooOften ? 'platform.tooManyRequests' : 'customers.wechatAway', { cause: error });
}
