import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { calm, live } from '../../lib/queryClient.ts';

export const codesKey = ['channels'] as const;

export const useCodes = (input: Parameters<Api['channels']['listCodes']>[0]) =>
  useQuery({ queryKey: [...codesKey, 'listCodes', input], queryFn: ({ signal }) => api.channels.listCodes(input, { signal }), placeholderData: keepPreviousData, ...live });

const codeQuery = (id: string) => ({ queryKey: [...codesKey, 'getCode', id], queryFn: ({ signal }: { signal: AbortSignal }) => api.channels.getCode({ id }, { signal }) });

export const useCode = (id: string) => useQuery({ ...codeQuery(id), ...live });

/** As it is on opening: what somebody writes in is not changed under their hands. */
export const useCodeOnce = (id: string) => useQuery({ ...codeQuery(id), queryKey: [...codesKey, 'getCode', id, 'once'], staleTime: Infinity, gcTime: 0 });

export const useCodeFigures = (input: Parameters<Api['channels']['getCodeFigures']>[0]) =>
  useQuery({ queryKey: [...codesKey, 'getCodeFigures', input], queryFn: ({ signal }) => api.channels.getCodeFigures(input, { signal }), placeholderData: keepPreviousData, ...live });

export const useWelcomes = () => useQuery({ queryKey: ['content', 'listWelcomes'], queryFn: ({ signal }) => api.content.listWelcomes({}, { signal }), ...calm });

export const useWelcomePreview = (versionId: string | undefined, userid: string | undefined) =>
  useQuery({
    queryKey: ['content', 'previewWelcome', versionId, userid],
    queryFn: ({ signal }) => api.content.previewWelcome({ versionId: versionId ?? '', ...(userid ? { userid } : {}) }, { signal }),
    enabled: Boolean(versionId), placeholderData: keepPreviousData, ...calm,
  });
