import { isApiError, mayPass } from './apiError.ts';
import { call, type Call } from './call.ts';
import { clientOf } from './client.ts';
import { noticeAnswer } from './noticeAnswer.ts';
import { forgetSession, signIn } from './session.ts';
import { token } from './token.ts';

/** `api.channels.createCode(input)` is `POST /api/channels.createCode`. A session that has run out is renewed once, without a word. */
export const api = clientOf(async (operation, input, options) => {
  try {
    return await call(operation, input, options);
  } catch (error) {
    if (!isApiError(error, 'platform.notSignedIn') || token.read() === '' || !noticeAnswer.read()?.agreed) throw error;
    return renewed(error, operation, input, options);
  }
});

async function renewed(reason: unknown, ...given: Parameters<Call>): Promise<unknown> {
  await signIn().catch((error: unknown) => {
    if (mayPass(error)) throw error;
    forgetSession();
    throw reason;
  });
  return call(...given);
}
