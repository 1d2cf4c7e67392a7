import { useState } from 'react';
import { useLogRows } from '../lib/stream.ts';
import type { LogRow } from '../lib/types.ts';
import { Row } from './Row.tsx';

const kinds = [{ id: 'all', name: '全部' }, { id: 'in', name: '接口' }, { id: 'out', name: '回调' }, { id: 'bad', name: '出错' }] as const;
type Kind = (typeof kinds)[number]['id'];

const failed = ({ errcode, status }: LogRow) => Boolean(errcode) || status >= 400 || status === 0;
const isKind = (row: LogRow, kind: Kind) => kind === 'all' || (kind === 'bad' ? failed(row) : row.direction === kind);

/** Each call that the system makes and each callback that it gets, as they happen. */
export function LogPanel() {
  const { rows, clear } = useLogRows();
  const [path, setPath] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [held, setHeld] = useState<LogRow[]>();
  const source = held ?? rows;
  const shown = source.filter((row) => isKind(row, kind) && row.path.includes(path.trim()));
  return (
    <section className="log" aria-label="实时日志">
      <header className="log-head">
        <h2>日志</h2>
        <div className="segments" role="group" aria-label="显示哪些">
          {kinds.map(({ id, name }) => <button key={id} type="button" aria-pressed={kind === id} onClick={() => setKind(id)}>{name}</button>)}
        </div>
        <input type="search" aria-label="按路径筛选" placeholder="按路径筛选" value={path} onChange={(event) => setPath(event.target.value)} />
        <button type="button" className="quiet" aria-pressed={Boolean(held)} onClick={() => setHeld(held ? undefined : rows)}>{held ? '继续' : '暂停'}</button>
        <button type="button" className="quiet" onClick={() => { clear(); setHeld(undefined); }}>清空</button>
      </header>
      <ol className="log-rows">
        {shown.map((row) => <Row key={row.id} row={row} failed={failed(row)} />)}
        {shown.length === 0 && <li className="empty">{source.length === 0 ? '还没有调用。用左边的手机扫一个码试试。' : '没有符合条件的记录。'}</li>}
      </ol>
    </section>
  );
}
