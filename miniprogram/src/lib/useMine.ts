import { useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../shared/api.ts';
import { api } from './api.ts';
import { useSignedIn } from './token.ts';

/** What belongs to the signed-in customer; asked for only while somebody is. */
export const useMine = <Output>(name: string, read: (options: { signal: AbortSignal }) => Promise<Output>) =>
  useQuery({ queryKey: ['mine', name], queryFn: ({ signal }) => read({ signal }), enabled: useSignedIn() });

export const useMember = () => useMine('member', (options) => api.customers.getMember({}, options));
export const useMyManager = () => useMine('manager', (options) => api.attribution.getMyManager({}, options));
export const useMyInvite = () => useMine('invite', (options) => api.referral.getMyInvite({}, options));

export type MyManager = Answer<Api['attribution']['getMyManager']>;
export type MyInvite = Answer<Api['referral']['getMyInvite']>;
