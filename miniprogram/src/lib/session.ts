import { isApiError } from './apiError.ts';
import { call } from './call.ts';
import { clientOf } from './client.ts';
import { platform } from './platform.ts';
import { queryClient } from './queryClient.ts';
import { token } from './token.ts';

const direct = clientOf(call);
let signingIn: Promise<void> | undefined;

/** By WeChat's login, without a question to the person; several callers share one. */
export const signIn = (): Promise<void> => (signingIn ??= exchange().finally(() => { signingIn = undefined; }));

async function exchange(): Promise<void> {
  const answer = await direct.customers.signIn({ code: await platform.login() });
  token.write(answer.token);
}

export async function signOut(): Promise<void> {
  await direct.customers.signOutMember({}).catch((error: unknown) => { if (!isOver(error)) throw error; });
  forgetSession();
}

export function forgetSession(): void {
  token.write('');
  queryClient.removeQueries({ queryKey: ['mine'] });
}

const isOver = (error: unknown) => isApiError(error, 'platform.notSignedIn');
