import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import type { ReportInput } from './reportFilter.ts';

export type Report = Answer<Api['analytics']['getReport']>;
export type ReportRow = Report['rows'][number];
export type Facts = Answer<Api['analytics']['listFacts']>;
export type FactsInput = Parameters<Api['analytics']['listFacts']>[0];

/** Figures move while somebody looks, but a report is read, not watched. */
const slow = { refetchInterval: 10_000 } as const;

export const useReport = (input: ReportInput, { enabled = true } = {}) =>
  useQuery({ queryKey: ['analytics', 'getReport', input], queryFn: ({ signal }) => api.analytics.getReport(input, { signal }), placeholderData: keepPreviousData, enabled, ...slow });

export const useLeaders = (input: Parameters<Api['analytics']['listLeaders']>[0]) =>
  useQuery({ queryKey: ['analytics', 'listLeaders', input], queryFn: ({ signal }) => api.analytics.listLeaders(input, { signal }), placeholderData: keepPreviousData, ...slow });

export const useFacts = (input: FactsInput, { enabled = true } = {}) =>
  useQuery({ queryKey: ['analytics', 'listFacts', input], queryFn: ({ signal }) => api.analytics.listFacts(input, { signal }), placeholderData: keepPreviousData, enabled, ...slow });
