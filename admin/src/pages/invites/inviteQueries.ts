import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import type { CampaignState } from '../../../../shared/channels/constants.ts';
import { api } from '../../lib/api.ts';
import { calm, live } from '../../lib/queryClient.ts';

export type Invite = Answer<Api['referral']['getInviteCode']>;
export type Campaign = Answer<Api['channels']['listCampaigns']>['rows'][number];

export const invitesKey = ['referral'] as const;
export const campaignsKey = ['channels', 'listCampaigns'] as const;
const mostCampaigns = 100;
const order: Record<CampaignState, number> = { running: 0, coming: 1, over: 2 };

/** Campaigns to choose from, the running ones first. */
export const useCampaigns = (search = '') => useQuery({
  queryKey: [...campaignsKey, search],
  queryFn: ({ signal }) => api.channels.listCampaigns({ page: 1, pageSize: mostCampaigns, ...(search ? { search } : {}) }, { signal }),
  select: ({ rows, can }) => ({ can, rows: [...rows].sort((a, b) => order[a.state] - order[b.state]) }),
  placeholderData: keepPreviousData, refetchInterval: 10_000,
});

export const useInvites = (input: Parameters<Api['referral']['listInviteCodes']>[0]) =>
  useQuery({ queryKey: [...invitesKey, 'listInviteCodes', input], queryFn: ({ signal }) => api.referral.listInviteCodes(input, { signal }), placeholderData: keepPreviousData, ...live });

/** By what codes can be sent. */
export const useSendChannels = () => useQuery({
  queryKey: [...invitesKey, 'sendBy'], queryFn: ({ signal }) => api.referral.listInviteCodes({ page: 1, pageSize: 1 }, { signal }), select: ({ sendBy }) => sendBy, ...calm,
}).data ?? ['wecom'];

export const useInvite = (id: string | undefined) =>
  useQuery({ queryKey: [...invitesKey, 'getInviteCode', id], queryFn: ({ signal }) => api.referral.getInviteCode({ id: id ?? '' }, { signal }), enabled: id !== undefined, ...live });

/** How many people a campaign's codes are for, as far as the caller sees them. */
export const useManagerCount = (departmentId: number | undefined) => useQuery({
  queryKey: ['org', 'listStaff', 'count', departmentId],
  queryFn: ({ signal }) => api.org.listStaff({ page: 1, pageSize: 1, role: 'manager', canAddCustomers: true, ...(departmentId ? { departmentId } : {}) }, { signal }),
  select: ({ total }) => total, ...calm,
});
