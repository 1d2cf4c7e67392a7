import { AppError } from '../platform/errors.ts';
import { noAnswer } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

/** What a person who waits for the answer is told of a WecomError; other errors stay as they are. */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof WecomError)) return error;
  return new AppError(error.errcode === noAnswer ? 'wecom.unreachable' : 'wecom.refused', { cause: error });
}
