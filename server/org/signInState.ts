import { newId } from '../platform/chance.ts';
import { redis } from '../platform/redis.ts';

/** How long a person may take between the sign-in page and the return. */
export const stateSeconds = 600;
const key = (state: string) => `guanhu:signIn:${state}`;

/** A state that works once, in time, and remembers where the person wanted to go. Lost with Redis: then one signs in anew. */
export async function issueState(next: string): Promise<string> {
  const state = newId();
  await redis().set(key(state), next, 'EX', stateSeconds);
  return state;
}

/** The page that the state was issued for; nothing when it was used, has expired or was never ours. */
export async function takeState(state: string): Promise<string | undefined> {
  const [read] = (await redis().multi().get(key(state)).del(key(state)).exec()) ?? [];
  const next = read?.[1];
  return typeof next === 'string' ? next : undefined;
}
