import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../shared/api.ts';
import { api } from './api.ts';
import { queryClient } from './queryClient.ts';
import { useSignedIn } from './token.ts';

export type Choices = Answer<Api['privacy']['getChoices']>;
export type Decision = Parameters<Api['privacy']['saveChoices']>[0]['choices'][number];

const freshMs = 5 * 60_000;
/** Of nobody: the notice and what may be agreed to. */
const published = queryOptions({ queryKey: ['choices'], queryFn: ({ signal }) => api.privacy.getChoices({}, { signal }), staleTime: freshMs });

export const useNotice = () => useQuery(published);
export const readNotice = () => queryClient.fetchQuery(published);
export const forgetNotice = () => queryClient.invalidateQueries({ queryKey: published.queryKey });

/** With the decisions of whoever is signed in. */
export const useMyChoices = () => {
  const isSignedIn = useSignedIn();
  return useQuery({ queryKey: [isSignedIn ? 'mine' : 'nobody', 'choices'], queryFn: ({ signal }) => api.privacy.getChoices({}, { signal }) });
};
export const keepMyChoices = (choices: Choices): void => { queryClient.setQueryData(['mine', 'choices'], choices); };
