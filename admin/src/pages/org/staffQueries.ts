import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';

export type Staff = Answer<Api['org']['listStaff']>['rows'][number];
export const staffKey = ['org', 'listStaff'] as const;

export const useStaff = (input: Parameters<Api['org']['listStaff']>[0]) =>
  useQuery({ queryKey: [...staffKey, 'page', input], queryFn: ({ signal }) => api.org.listStaff(input, { signal }), placeholderData: keepPreviousData, refetchInterval: 10_000 });
