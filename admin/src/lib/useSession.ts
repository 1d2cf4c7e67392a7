import { useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../shared/api.ts';
import { api } from './api.ts';

export type SignedIn = Answer<Api['org']['getSession']>;

/** Who is signed in, and what they may do at all. Roles may change meanwhile. */
export const useSession = () => useQuery({ queryKey: ['org', 'getSession'], queryFn: ({ signal }) => api.org.getSession({}, { signal }), refetchInterval: 60_000 });

export function useCan(operation: string): boolean {
  return useSession().data?.can.includes(operation) ?? false;
}
