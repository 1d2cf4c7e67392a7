import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import type { Answer, Api } from '../../../shared/api.ts';
import { businessNow, businessTime } from '../lib/clock.ts';
import { count } from '../lib/figures.ts';

type Work = Answer<Api['system']['getProgress']>;

/** How far long work is. Once it has ended, the bar can be put away. */
export function WorkBar({ work, onClose }: { work: Work; onClose?: () => void }) {
  const percent = work.state === 'done' ? 100 : work.totalCount > 0 ? Math.min(99, Math.floor((work.doneCount / work.totalCount) * 100)) : 0;
  const status = work.state === 'failed' || work.failedCount > 0 ? 'exception' : work.state === 'done' ? 'success' : 'active';
  return (
    <div className="card work" role="status">
      <strong>{work.title}</strong>
      <Progress className="work-bar" percent={percent} status={status} aria-label={`${work.title}进度`} />
      <span className="hint">{words(work)}</span>
      {onClose && work.state !== 'running' && <Button type="text" size="small" onClick={onClose}>收起</Button>}
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
