import { useEffect } from 'react';
import { queryClient } from '../lib/queryClient.ts';
import { useProgress } from '../lib/useProgress.ts';
import { useWrite } from '../lib/useWrite.ts';
import type { CallOptions } from '../lib/api.ts';
import { WorkBar } from './WorkBar.tsx';

type Start<Input> = (input: Input, options?: CallOptions) => Promise<{ progressId: string }>;

/** A button's work that takes a while, with its bar. */
export function useLongWork(kind: string, start: Start<Record<string, never>>) {
  const { begin, ...work } = useLongWorkWith(kind, start);
  return { ...work, begin: () => begin({}) };
}

/** The same where the work must be told what to do. */
export function useLongWorkWith<Input>(kind: string, start: Start<Input>) {
  const { progress, waiting, follow, forget } = useProgress(kind);
  const starting = useWrite(start, { onDone: ({ progressId }) => follow(progressId) });
  const running = starting.isPending || waiting || progress?.state === 'running';
  const state = progress?.state;
  useEffect(() => {
    if (state === 'done') void queryClient.invalidateQueries();
  }, [state]);
  return { running, work: progress, begin: starting.mutate, bar: progress && <WorkBar work={progress} onClose={forget} /> };
}
