import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../shared/api.ts';
import type { Role } from '../../../shared/org/constants.ts';
import { api } from './api.ts';
import { calm } from './queryClient.ts';
import { useDebounced } from './useDebounced.ts';

type Staff = Answer<Api['org']['listStaff']>['rows'][number];
const mostChoices = 50;

/** Names seen so far: a chosen person keeps the name when the search moves on. */
const names = new Map<string, string>();
export const rememberName = (userid: string, name: string): void => { names.set(userid, name); };
export const nameOf = (userid: string): string => names.get(userid) ?? userid;

async function find(input: Parameters<Api['org']['listStaff']>[0], signal: AbortSignal): Promise<Staff[]> {
  const { rows } = await api.org.listStaff(input, { signal });
  for (const { userid, name } of rows) rememberName(userid, name);
  return rows;
}

/** People of the caller's scope to choose from, by name or number. */
export function useStaffChoices(text: string, only: { canAddCustomers?: true; role?: Role } = {}) {
  const search = useDebounced(text).trim();
  const input = { page: 1, pageSize: mostChoices, ...(search ? { search } : {}), ...only };
  return useQuery({ queryKey: ['org', 'listStaff', input], queryFn: ({ signal }) => find(input, signal), placeholderData: keepPreviousData, ...calm });
}
