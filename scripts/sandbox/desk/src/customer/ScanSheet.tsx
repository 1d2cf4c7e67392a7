import { useState, type FormEvent } from 'react';
import { memberOf, useDesk } from '../lib/desk.ts';
import type { ContactWay, SandboxState } from '../lib/types.ts';
import { Sheet } from '../parts/Sheet.tsx';

const shownAtOnce = 50;

interface Props { close: () => void; onScan: (qr: string) => void }

/** Instead of a camera: paste what a code says, or take one that exists. */
export function ScanSheet({ close, onScan }: Props) {
  const { state } = useDesk();
  const [qr, setQr] = useState('');
  const wanted = qr.trim().toLowerCase();
  const isAddress = wanted.includes('/');
  const found = state.contactWays.filter((way) => isAddress || matches(state, way, wanted)).reverse();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (qr.trim()) onScan(qr.trim());
  };
  return (
    <Sheet title="扫一扫" close={close}>
      <h3>扫一扫</h3>
      <form className="scan-form" onSubmit={submit}>
        <input aria-label="二维码的地址或编号" data-testid="scan-input" placeholder="粘贴二维码地址，或搜索下面的码" value={qr} onChange={(event) => setQr(event.target.value)} />
        <button type="submit" data-testid="scan-confirm" disabled={!qr.trim()}>识别</button>
      </form>
      <ul className="scan-list" aria-label="已有的二维码">
        {found.slice(0, shownAtOnce).map((way) => (
          <li key={way.config_id}>
            <button type="button" className="scan-way" data-testid="scan-way" onClick={() => onScan(way.config_id)}>
              <img src={`/qr/${encodeURIComponent(way.config_id)}`} width={48} height={48} alt="" loading="lazy" />
              <span className="row-main">
                <span className="row-name">{way.remark || '没有备注的码'}</span>
                <span className="row-sub">{leadsTo(state, way)}{way.state && ` · ${way.state}`}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="empty">{state.contactWays.length === 0 ? '还没有二维码。在管理后台建一个渠道码，就能在这里扫。' : '没有这样的码。'}</p>}
    </Sheet>
  );
}

const leadsTo = (state: SandboxState, way: ContactWay) => {
  const names = way.user.map((userid) => memberOf(state, userid)?.name ?? userid);
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 人` : names.join('、');
};

const matches = (state: SandboxState, way: ContactWay, wanted: string) =>
  [way.remark, way.state, way.config_id, ...way.user.map((userid) => memberOf(state, userid)?.name ?? '')].some((text) => text.toLowerCase().includes(wanted));
