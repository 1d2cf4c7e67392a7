import { useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { live } from '../../lib/queryClient.ts';

export type Attribution = Answer<Api['attribution']['getAttribution']>;
export type Touch = Attribution['touches'][number];

export const attributionKey = ['attribution', 'getAttribution'] as const;

export const useAttribution = (customerId: string) =>
  useQuery({ queryKey: [...attributionKey, customerId], queryFn: ({ signal }) => api.attribution.getAttribution({ customerId }, { signal }), ...live });

export const useChoices = (customerId: string) =>
  useQuery({ queryKey: ['privacy', 'listChoices', customerId], queryFn: ({ signal }) => api.privacy.listChoices({ customerId }, { signal }), ...live });
