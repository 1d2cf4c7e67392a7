import { useCallback, useRef, useState } from 'react';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import type { Deliveries, Fault } from '../lib/types.ts';
import { Icon } from '../parts/Icon.tsx';
import { useAway } from '../parts/useAway.ts';
import { FaultForm } from './FaultForm.tsx';

const certain = 1;

/** What goes wrong on purpose: calls that fail, callbacks that get lost. */
export function Faults() {
  const { state, attempt } = useDesk();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useAway(box, open, close);
  const { deliveries, faults } = state;
  const active = faults.length + callbackFaults(deliveries);
  const change = (part: Partial<Deliveries>) => attempt(() => control.deliveries(part));

  return (
    <div className="faults" ref={box}>
      <button type="button" aria-expanded={open} data-testid="faults-open" className={active > 0 ? 'active' : ''} onClick={() => setOpen(!open)}>
        故障{active > 0 && ` · ${active}`}<Icon name="down" size={16} />
      </button>
      {open && (
        <div className="popover faults-pop" role="dialog" aria-label="故障">
          <h2>回调</h2>
          <p className="hint">沙箱发给系统的通知，从现在起这样送。</p>
          <div className="switches">
            <Switch label="全部丢失" on={deliveries.drop > 0} onTurn={(on) => change({ drop: on ? certain : 0 })} />
            <Switch label="重复送一次" on={deliveries.duplicate > 0} onTurn={(on) => change({ duplicate: on ? certain : 0 })} />
            <Switch label="打乱先后" on={deliveries.shuffle > 0} onTurn={(on) => change({ shuffle: on ? certain : 0 })} />
            <Switch label="暂停" on={deliveries.paused} onTurn={(paused) => change({ paused })} />
            <label className="inline-field">推迟<input type="number" min={0} step={100} defaultValue={deliveries.delayMs} key={deliveries.delayMs}
              onBlur={(event) => { const delayMs = Number(event.target.value) || 0; if (delayMs !== deliveries.delayMs) void change({ delayMs }); }} />毫秒</label>
          </div>
          <h2>接口</h2>
          <p className="hint">系统调用沙箱时，接下来几次这样答。</p>
          <FaultForm />
          {faults.length > 0 && (
            <>
              <ul className="fault-list" aria-label="等着发生的故障">
                {faults.map((fault, index) => <li key={fault.id ?? index}><code>{fault.path === '*' ? '全部接口' : fault.path}</code><span>{words(fault)}</span></li>)}
              </ul>
              <button type="button" data-testid="faults-clear" onClick={() => attempt(control.clearFaults)}>清除接口故障</button>
            </>
          )}
        </div>
      )}
    </div>
  );
}

const callbackFaults = ({ drop, duplicate, shuffle, delayMs, paused }: Deliveries) => [drop, duplicate, shuffle, delayMs, paused].filter(Boolean).length;

function words({ errcode, httpStatus, latencyMs, brokenJson, reset, times }: Fault) {
  const effects = [
    errcode && `错误码 ${errcode}`, httpStatus && `状态 ${httpStatus}`, latencyMs && `慢 ${latencyMs} 毫秒`, brokenJson && '答复残缺', reset && '断开连接',
  ].filter(Boolean);
  return `${effects.join('，')}，还剩 ${times ?? 1} 次`;
}

function Switch({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) {
  return <label className="switch"><input type="checkbox" role="switch" checked={on} onChange={(event) => onTurn(event.target.checked)} /><span>{label}</span></label>;
}
