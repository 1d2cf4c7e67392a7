import { useState, type FormEvent } from 'react';
import { memberOf, useDesk } from '../lib/desk.ts';
import type { ContactWay, SandboxState } from '../lib/types.ts';
import { Sheet } from '../parts/Sheet.tsx';

const shownAtOnce = 50;

interface Props {
  close: () => void;
  onScan: (text: string) => void;
  /** A page that scans gets what the code says, not the code's id. */
  wholeAddress?: boolean;
}

/** Instead of a camera: paste what a code says, or take one that exists. */
export function ScanSheet({ close, onScan, wholeAddress }: Props) {
  const { state } = useDesk();
  const [qr, setQr] = useState('');
  const wanted = qr.trim().toLowerCase();
  const isAddress = wanted.includes('/');
  const minis = state.miniCodes.filter(({ text }) => isAddress ? wanted === text.toLowerCase() || !wanted.startsWith('sandbox-mini:') : text.toLowerCase().includes(wanted)).reverse();
  const found = state.contactWays.filter((way) => isAddress || matches(state, way, wanted)).reverse();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (qr.trim()) onScan(qr.trim());
  };
  return (
    <Sheet title="扫一扫" close={close}>
      <h3>扫一扫</h3>
      <form className="scan-form" onSubmit={submit}>
        <input aria-label="二维码的内容或网址" data-testid="scan-input" placeholder="粘贴二维码内容或网址，或搜索" value={qr} onChange={(event) => setQr(event.target.value)} />
        <button type="submit" data-testid="scan-confirm" disabled={!qr.trim()}>识别</button>
      </form>
      <ul className="scan-list" aria-label="已有的二维码">
        {minis.slice(0, shownAtOnce).map((code) => (
          <li key={code.id}>
            <button type="button" className="scan-way" data-testid="scan-mini" onClick={() => onScan(code.text)}>
              <img src={`/mini-code/${code.id}`} width={48} height={48} alt="" loading="lazy" />
              <span className="row-main">
                <span className="row-name">小程序码 {code.scene}</span>
                <span className="row-sub">{code.page}</span>
              </span>
            </button>
          </li>
        ))}
        {found.slice(0, shownAtOnce).map((way) => (
          <li key={way.config_id}>
            <button type="button" className="scan-way" data-testid="scan-way" onClick={() => onScan(wholeAddress ? `${location.origin}/add/${way.config_id}` : way.config_id)}>
              <img src={`/qr/${encodeURIComponent(way.config_id)}`} width={48} height={48} alt="" loading="lazy" />
              <span className="row-main">
                <span className="row-name">{way.remark || '没有备注的码'}</span>
                <span className="row-sub">{leadsTo(state, way)}{way.state && ` · ${way.state}`}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length + minis.length === 0 && <p className="empty">{state.contactWays.length === 0 ? '还没有二维码。在管理后台建一个渠道码，就能在这里扫。' : '没有这样的码。'}</p>}
    </Sheet>
  );
}

const leadsTo = (state: SandboxState, way: ContactWay) => {
  const names = way.user.map((userid) => memberOf(state, userid)?.name ?? userid);
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 人` : names.join('、');
};

const matches = (state: SandboxState, way: ContactWay, wanted: string) =>
  [way.remark, way.state, way.config_id, ...way.user.map((userid) => memberOf(state, userid)?.name ?? '')].some((text) => text.toLowerCase().includes(wanted));
