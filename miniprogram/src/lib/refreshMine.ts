import { queryClient } from './queryClient.ts';

/** What is the signed-in customer's own, asked for again. */
export const refreshMine = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['mine'] });
