import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './apiError.ts';

const retry = (failures: number, error: unknown) => mayPass(error) && failures < 2;
/** Offline too: a page says so rather than waiting without a word. */
const networkMode = 'always';

export const queryClient = new QueryClient({ defaultOptions: { queries: { retry, networkMode, staleTime: 1_000 }, mutations: { retry, networkMode } } });
