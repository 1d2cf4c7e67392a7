import { memo, useState } from 'react';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { clockTime } from '../lib/time.ts';
import type { LogRow } from '../lib/types.ts';
import { Icon } from '../parts/Icon.tsx';

/** One call or callback; opens to what was asked and answered. */
export const Row = memo(function Row({ row, failed }: { row: LogRow; failed: boolean }) {
  const [open, setOpen] = useState(false);
  const isCall = row.direction === 'in';
  return (
    <li className={failed ? 'log-row bad' : 'log-row'} data-testid="log-row" data-path={row.path}>
      <button type="button" className="log-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <time>{clockTime(Date.parse(row.at))}</time>
        <span className={isCall ? 'way in' : 'way out'} title={isCall ? '系统调用沙箱' : '沙箱回调系统'}><Icon name={isCall ? 'arrowDown' : 'up'} size={14} />{isCall ? '接口' : '回调'}</span>
        <span className="log-path" title={`${row.method} ${row.path}`}>{shortPath(row.path)}</span>
        <span className="log-result">{resultOf(row, failed)}</span>
        <span className="log-took">{row.tookMs} 毫秒</span>
      </button>
      {open && <Opened row={row} />}
    </li>
  );
});

const shortPath = (path: string) => path.replace('/cgi-bin/', '');

function resultOf({ errcode, status }: LogRow, failed: boolean) {
  if (!failed) return '成功';
  if (errcode) return `错误 ${errcode}`;
  return status === 0 ? '没有应答' : `状态 ${status}`;
}

function Opened({ row }: { row: LogRow }) {
  const { say, attempt } = useDesk();
  const callbackId = callbackIdOf(row);
  const copy = () => navigator.clipboard.writeText(row.curl).then(
    () => say({ text: '已复制，可以粘贴到命令行。' }),
    () => say({ text: '浏览器不让复制，请手动选中下面的内容。', bad: true }),
  );
  return (
    <div className="log-open">
      <p className="log-address">
        <code>{row.method} {row.path}</code>
        {callbackId && <button type="button" className="quiet" onClick={() => attempt(() => control.replay(callbackId))}>再送一次</button>}
        <button type="button" className="quiet" data-testid="copy-curl" onClick={copy}>复制为 curl</button>
      </p>
      <Json title="请求" value={row.request} />
      <Json title="应答" value={row.answer} />
    </div>
  );
}

/** Only a callback can be sent again; its row carries the id. */
function callbackIdOf({ direction, request }: LogRow) {
  if (direction !== 'out' || typeof request !== 'object' || request === null || !('callbackId' in request)) return undefined;
  return String(request.callbackId);
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <section>
      <h3>{title}</h3>
      <pre tabIndex={0}>{typeof value === 'string' ? value || '（空）' : JSON.stringify(value ?? null, null, 2)}</pre>
    </section>
  );
}
