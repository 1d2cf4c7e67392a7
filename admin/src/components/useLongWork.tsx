import { Button, Progress } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { businessNow, businessTime } from '../lib/clock.ts';
import { count } from '../lib/figures.ts';
import { queryClient } from '../lib/queryClient.ts';
import { useProgress } from '../lib/useProgress.ts';
import { useWrite } from '../lib/useWrite.ts';
import type { CallOptions } from '../lib/api.ts';

type Start<Input> = (input: Input, options?: CallOptions) => Promise<{ progressId: string }>;
type Work = NonNullable<ReturnType<typeof useProgress>['progress']>;

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

function WorkBar({ work, onClose }: { work: Work; onClose: () => void }) {
  const percent = work.state === 'done' ? 100 : work.totalCount > 0 ? Math.min(99, Math.floor((work.doneCount / work.totalCount) * 100)) : 0;
  const status = work.state === 'failed' || work.failedCount > 0 ? 'exception' : work.state === 'done' ? 'success' : 'active';
  return (
    <div className="card work" role="status">
      <strong>{work.title}</strong>
      <Progress className="work-bar" percent={percent} status={status} aria-label={`${work.title}进度`} />
      <span className="hint">{words(work)}</span>
      {work.state !== 'running' && <Button type="text" size="small" onClick={onClose}>收起</Button>}
    </div>
  );
}

function words(work: Work): ReactNode {
  const done = work.totalCount > 0 ? `${count(work.doneCount)} / ${count(work.totalCount)}` : `已处理 ${count(work.doneCount)}`;
  if (work.state === 'done') return `已完成，共 ${count(work.doneCount)} 项${work.failedCount > 0 ? `，其中 ${count(work.failedCount)} 项没有成功，原因见列表` : ''}`;
  if (work.state === 'failed') return `没有完成：${work.reason ?? '原因不明'}（${done}）`;
  return `${done}${restWords(work)}，可以离开本页，进度会保留`;
}

function restWords({ doneCount, totalCount, startedAt }: Work): string {
  if (doneCount === 0 || totalCount <= doneCount) return '';
  const passedSeconds = businessNow().diff(businessTime(startedAt), 'second');
  const restSeconds = Math.round((passedSeconds / doneCount) * (totalCount - doneCount));
  return restSeconds < 60 ? '，不到 1 分钟' : `，约 ${Math.ceil(restSeconds / 60)} 分钟`;
}
