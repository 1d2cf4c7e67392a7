import { ExclamationCircleFilled } from '@ant-design/icons';
import { App, Button } from 'antd';
import dayjs from 'dayjs';
import { api } from '../../lib/api.ts';
import { count } from '../../lib/figures.ts';
import { useWrite } from '../../lib/useWrite.ts';
import type { useTargetDraft } from './useTargetDraft.ts';
import { targetsKey } from './targetQueries.ts';

interface UnsavedLineProps { month: string; changes: ReturnType<typeof useTargetDraft>; onMonth: (month: string) => void }

/** What waits to be saved, in this month and in others. */
export function UnsavedLine({ month, changes: { draft, isKept, settle, drop }, onMonth }: UnsavedLineProps) {
  const { modal, message } = App.useApp();
  const save = useWrite(api.performance.setTargets, { refresh: [[...targetsKey], ['analytics']], onDone: ({ rows }) => { settle(rows); void message.success(`已保存 ${count(rows.length)} 位客户经理的目标`); } });
  const changed = Object.entries(draft[month] ?? {});
  const [other] = Object.keys(draft).filter((each) => each !== month);
  const ask = () => modal.confirm({ title: '放弃没有保存的改动？', content: `${sayMonth(month)}没有保存的目标会恢复成原来的数字。`, okText: '放弃改动', okButtonProps: { danger: true }, cancelText: '继续修改', onOk: () => drop(month) });
  if (changed.length === 0) return other ? <p className="notice-line unsaved">{sayMonth(other)}还有没保存的目标。<Button type="link" size="small" onClick={() => onMonth(other)}>去看看</Button></p> : null;
  return (
    <div className="notice-line unsaved" role="status">
      <span data-testid="unsaved"><ExclamationCircleFilled aria-hidden /> {sayMonth(month)}有 {count(changed.length)} 位客户经理的目标还没有保存。<span className="unsaved-kept">{isKept ? '离开本页也会留在这个浏览器里。' : '这个浏览器不能保留，离开前请先保存。'}</span></span>
      <span className="grow" />
      <Button onClick={ask}>放弃改动</Button>
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ month, rows: changed.map(([userid, { values }]) => ({ userid, values })) })} data-testid="save-targets">保存目标</Button>
    </div>
  );
}

/** `2026年11月` */
export const sayMonth = (month: string): string => dayjs(`${month}-01`).format('YYYY年M月');
