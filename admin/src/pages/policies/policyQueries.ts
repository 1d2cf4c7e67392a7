import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { pageSize } from '../../components/DataTable.tsx';
import { api } from '../../lib/api.ts';

export type Policies = Answer<Api['attribution']['listPolicies']>;
export type Policy = Policies['rows'][number];
export type Rules = Policy['rules'];
export type Preview = Answer<Api['attribution']['getPolicyPreview']>;
export type Difference = Preview['differing']['rows'][number];

export const policiesKey = ['attribution', 'listPolicies'] as const;

export const usePolicies = () => useQuery({ queryKey: [...policiesKey], queryFn: ({ signal }) => api.attribution.listPolicies({}, { signal }), refetchInterval: 10_000 });

const previewQuery = (progressId: string, page: number) => ({
  queryKey: ['attribution', 'getPolicyPreview', progressId, page],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.attribution.getPolicyPreview({ progressId, page, pageSize }, { signal }),
  placeholderData: keepPreviousData,
});
export const usePreview = (progressId: string, page: number) => useQuery(previewQuery(progressId, page));
export const useDifferences = (progressId: string, page: number) => useQuery({ ...previewQuery(progressId, page), select: ({ differing }: Preview) => differing });
