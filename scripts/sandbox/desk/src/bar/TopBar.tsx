import { useState } from 'react';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { clockDay, clockTime, tomorrowAtNine, useNow } from '../lib/time.ts';
import { phoneWidths } from '../lib/phoneWidth.ts';
import { Faults } from './Faults.tsx';

const hourMs = 3_600_000;

interface Props { offline: boolean; width: number; onWidth: (width: number) => void }

export function TopBar({ offline, width, onWidth }: Props) {
  const { state, attempt } = useDesk();
  const now = useNow(state.clock);
  const [moving, setMoving] = useState(false);
  const move = async (to: Parameters<typeof control.clock>[0]) => {
    setMoving(true);
    await attempt(() => control.clock(to));
    setMoving(false);
  };
  const isMoved = Math.abs(state.clock.offsetMs) > 0;
  return (
    <header className="top-bar">
      <h1>沙箱</h1>
      <div className="clock" role="group" aria-label="沙箱时间">
        <span className={isMoved ? 'clock-face moved' : 'clock-face'} data-testid="clock">
          <span>{clockDay(now)}</span> <strong>{clockTime(now)}</strong>
        </span>
        <button type="button" data-testid="clock-hour" disabled={moving} onClick={() => move({ advanceMs: hourMs })}>+1 小时</button>
        <button type="button" data-testid="clock-tomorrow" disabled={moving} onClick={() => move({ advanceMs: tomorrowAtNine(now) - now })}>到明天 9:00</button>
        <button type="button" data-testid="clock-reset" disabled={moving || !isMoved} onClick={() => move({ reset: true })}>还原</button>
      </div>
      <div className="segments" role="group" aria-label="客户手机的宽度">
        {phoneWidths.map((each) => <button key={each} type="button" aria-pressed={each === width} data-testid={`width-${each}`} onClick={() => onWidth(each)}>{each}</button>)}
      </div>
      {offline && <p className="offline" role="status">连不上沙箱，正在重试</p>}
      <div className="top-right">
        <Faults />
        {state.corp.adminUrl && <a href={state.corp.adminUrl} target="_blank" rel="noreferrer">管理后台</a>}
        <a href="/about" target="_blank" rel="noreferrer">沙箱说明</a>
      </div>
    </header>
  );
}
