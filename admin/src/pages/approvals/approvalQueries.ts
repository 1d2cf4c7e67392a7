import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import type { ApprovalState } from '../../../../shared/org/constants.ts';
import type { Mood } from '../../components/StateMark.tsx';
import { api } from '../../lib/api.ts';
import { isGone } from '../../lib/apiError.ts';
import { live } from '../../lib/queryClient.ts';

export type Approval = Answer<Api['org']['listApprovals']>['rows'][number];
export type ApprovalDetails = Approval['details'];
export type Deputy = Answer<Api['org']['listDeputies']>['rows'][number];

export const approvalsKey = ['org', 'listApprovals'] as const;
export const deputiesKey = ['org', 'listDeputies'] as const;
export const approvalMoods: Record<ApprovalState, Mood> = { pending: 'busy', approved: 'good', refused: 'bad', withdrawn: 'off' };

export const useApprovals = (input: Parameters<Api['org']['listApprovals']>[0], { enabled = true } = {}) =>
  useQuery({ queryKey: [...approvalsKey, input], queryFn: ({ signal }) => api.org.listApprovals(input, { signal }), placeholderData: keepPreviousData, enabled, ...live });

/** One by its address; one that is not there is not asked for again. */
export const useApproval = (id: string | undefined, { enabled = true } = {}) => useQuery({
  queryKey: ['org', 'getApproval', id], queryFn: ({ signal }) => api.org.getApproval({ id: id ?? '' }, { signal }), enabled: enabled && id !== undefined,
  refetchInterval: ({ state }) => (isGone(state.error) ? false : live.refetchInterval),
});

/** How many wait for the caller. */
export const useWaitingCount = ({ enabled = true } = {}) => useApprovals({ page: 1, pageSize: 1, waitingForMe: true }, { enabled }).data?.total;

export const useDeputies = () => useQuery({ queryKey: [...deputiesKey], queryFn: ({ signal }) => api.org.listDeputies({}, { signal }) });
