import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from './api.ts';
import { isApiError } from './apiError.ts';

const runningMs = 1_500;

/** Long work is followed by its id, kept in the browser: one may leave the page and come back. */
export function useProgress(kind: string) {
  const place = `guanhu.progress.${kind}`;
  const [id, setId] = useState(() => localStorage.getItem(place));
  const follow = (progressId: string) => { localStorage.setItem(place, progressId); setId(progressId); };
  const forget = () => { localStorage.removeItem(place); setId(null); };
  const query = useQuery({
    queryKey: ['system', 'getProgress', id],
    queryFn: ({ signal }) => api.system.getProgress({ progressId: id ?? '' }, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : runningMs),
  });
  const gone = isApiError(query.error, 'platform.notFound');
  return { progress: id && !gone ? query.data : undefined, waiting: id !== null && !gone && !query.data, follow, forget };
}
