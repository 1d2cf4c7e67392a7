import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';

export type TargetRow = Answer<Api['performance']['listTargets']>['rows'][number];
export type TargetValues = Parameters<Api['performance']['setTargets']>[0]['rows'][number]['values'];
export const targetsKey = ['performance', 'listTargets'] as const;

export const useTargets = (input: Parameters<Api['performance']['listTargets']>[0]) =>
  useQuery({ queryKey: [...targetsKey, input], queryFn: ({ signal }) => api.performance.listTargets(input, { signal }), placeholderData: keepPreviousData, refetchInterval: 10_000 });
