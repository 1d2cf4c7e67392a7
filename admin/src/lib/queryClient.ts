import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isApiError, mayPass } from './apiError.ts';
import { askFreshSignIn } from './freshSignIn.ts';
import { leaveForSignIn } from './signIn.ts';

function onError(error: unknown): void {
  if (isApiError(error, 'platform.notSignedIn')) leaveForSignIn();
  if (isApiError(error, 'platform.freshSignInNeeded')) askFreshSignIn();
}

const retry = (failures: number, error: unknown) => mayPass(error) && failures < 2;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry, staleTime: 1_000 }, mutations: { retry } },
});

/** Lists and figures follow what happens while somebody looks. */
export const live = { refetchInterval: 2_500 } as const;
/** What changes once in a while: choices of a filter, the tree. */
export const calm = { staleTime: 60_000 } as const;
