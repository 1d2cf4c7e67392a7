import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { calm, live } from '../../lib/queryClient.ts';

export type Customer = Answer<Api['customers']['listCustomers']>['rows'][number];
export type CustomerInFull = Answer<Api['customers']['getCustomer']>;
export type CustomerFilter = Parameters<Api['customers']['listCustomers']>[0];

export const useCustomers = (input: CustomerFilter) =>
  useQuery({ queryKey: ['customers', 'listCustomers', input], queryFn: ({ signal }) => api.customers.listCustomers(input, { signal }), placeholderData: keepPreviousData, ...live });

export const useCustomer = (id: string | undefined) =>
  useQuery({ queryKey: ['customers', 'getCustomer', id], queryFn: ({ signal }) => api.customers.getCustomer({ id: id ?? '' }, { signal }), enabled: id !== undefined, ...live });

export const useTags = () => useQuery({ queryKey: ['customers', 'listTags'], queryFn: ({ signal }) => api.customers.listTags({}, { signal }), ...calm });
