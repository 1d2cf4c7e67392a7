import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { live } from '../../lib/queryClient.ts';

type Bank = Api['bank'];
export type Watch = Answer<Bank['getBankWatch']>;
export type BankEvent = Answer<Bank['listBankEvents']>['rows'][number];
export type BankKey = Answer<Bank['listBankKeys']>['rows'][number];
export type BankFile = Answer<Bank['listFiles']>['rows'][number];
export type FileInFull = Answer<Bank['getFile']>;

export const bankKey = ['bank'] as const;
/** Counts over much data: asked less often than a list. */
const steady = { refetchInterval: 10_000 } as const;

export const useWatch = () => useQuery({ queryKey: [...bankKey, 'getBankWatch'], queryFn: ({ signal }) => api.bank.getBankWatch({}, { signal }), ...steady });

export const useBankEvents = (input: Parameters<Bank['listBankEvents']>[0]) =>
  useQuery({ queryKey: [...bankKey, 'listBankEvents', input], queryFn: ({ signal }) => api.bank.listBankEvents(input, { signal }), placeholderData: keepPreviousData, ...steady });

export const useBankKeys = () => useQuery({
  queryKey: [...bankKey, 'listBankKeys'], queryFn: ({ signal }) => api.bank.listBankKeys({}, { signal }), select: (answer) => ({ ...answer, total: answer.rows.length }), ...steady,
});

export const useFiles = (input: Parameters<Bank['listFiles']>[0]) =>
  useQuery({ queryKey: [...bankKey, 'listFiles', input], queryFn: ({ signal }) => api.bank.listFiles(input, { signal }), placeholderData: keepPreviousData, ...live });

/** Followed while work on it goes on. */
export const useFile = (fileId: string | undefined) => useQuery({
  queryKey: [...bankKey, 'getFile', fileId], queryFn: ({ signal }) => api.bank.getFile({ fileId: fileId ?? '' }, { signal }), enabled: fileId !== undefined,
  refetchInterval: ({ state }) => (state.data?.state === 'running' ? live.refetchInterval : false),
});

/** Only who started it and administrators may see it: for others there is none. */
export const useFileProgress = ({ state, progressId }: BankFile) => useQuery({
  queryKey: ['system', 'getProgress', progressId], queryFn: ({ signal }) => api.system.getProgress({ progressId: progressId ?? '' }, { signal }),
  enabled: state === 'running' && progressId !== null, retry: false, refetchInterval: 1_500,
}).data;
