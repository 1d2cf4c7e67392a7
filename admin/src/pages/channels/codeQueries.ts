import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { calm, live } from '../../lib/queryClient.ts';

export const codesKey = ['channels'] as const;

export const useCodes = (input: Parameters<Api['channels']['listCodes']>[0]) =>
  useQuery({ queryKey: [...codesKey, 'listCodes', input], queryFn: ({ signal }) => api.channels.listCodes(input, { signal }), placeholderData: keepPreviousData, ...live });

export const useCode = (id: string, { watch = true } = {}) =>
  useQuery({ queryKey: [...codesKey, 'getCode', id], queryFn: ({ signal }) => api.channels.getCode({ id }, { signal }), ...(watch ? live : { staleTime: Infinity }) });

export const useCodeFigures = (input: Parameters<Api['channels']['getCodeFigures']>[0]) =>
  useQuery({ queryKey: [...codesKey, 'getCodeFigures', input], queryFn: ({ signal }) => api.channels.getCodeFigures(input, { signal }), placeholderData: keepPreviousData, ...live });

export const useWelcomes = () => useQuery({ queryKey: ['content', 'listWelcomes'], queryFn: ({ signal }) => api.content.listWelcomes({}, { signal }), ...calm });

export const useWelcomePreview = (versionId: string | undefined, userid: string | undefined) =>
  useQuery({
    queryKey: ['content', 'previewWelcome', versionId, userid],
    queryFn: ({ signal }) => api.content.previewWelcome({ versionId: versionId ?? '', ...(userid ? { userid } : {}) }, { signal }),
    enabled: Boolean(versionId), placeholderData: keepPreviousData, ...calm,
  });
