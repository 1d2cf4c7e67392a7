import type { ReactNode } from 'react';
import { useDesk } from '../lib/desk.ts';
import { shortTime, useNow } from '../lib/time.ts';
import { Icon, type IconName } from './Icon.tsx';

interface Props { label: string; testid: string; look: 'wechat' | 'wecom'; above?: ReactNode; children: ReactNode }

export function Phone({ label, testid, look, above, children }: Props) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  return (
    <section className={`phone ${look}`} aria-label={label} data-testid={testid}>
      <div className="status-bar">
        <span aria-hidden="true">{shortTime(now)}</span>
        {above && <span className="status-above">{above}</span>}
        <svg aria-hidden="true" width="60" height="14" viewBox="0 0 60 14" fill="currentColor">
          <rect x="0" y="8" width="3" height="5" rx="1" /><rect x="5" y="6" width="3" height="7" rx="1" /><rect x="10" y="3.5" width="3" height="9.5" rx="1" /><rect x="15" y="1" width="3" height="12" rx="1" />
          <rect x="27.5" y="1.5" width="25" height="11" rx="3.5" fill="none" stroke="currentColor" /><rect x="29.5" y="3.5" width="18" height="7" rx="2" /><rect x="54" y="5" width="2" height="4" rx="1" />
        </svg>
      </div>
      {children}
    </section>
  );
}

interface ScreenProps { title: ReactNode; back?: () => void; right?: ReactNode; plain?: boolean; children: ReactNode; below?: ReactNode }

/** One screen: a bar with its title, what scrolls, and what stays below. */
export function Screen({ title, back, right, plain, children, below }: ScreenProps) {
  return (
    <div className="screen">
      <header className={plain ? 'screen-bar plain' : 'screen-bar'}>
        <span className="bar-side">
          {back && <button type="button" className="bar-button" aria-label="返回" autoFocus onClick={back}><Icon name="back" /></button>}
        </span>
        <h2>{title}</h2>
        <span className="bar-side end">{right}</span>
      </header>
      <div className="screen-body">{children}</div>
      {below}
    </div>
  );
}

interface Tab<Id extends string> { id: Id; name: string; icon: IconName }

export function Tabs<Id extends string>({ tabs, current, onPick }: { tabs: readonly Tab<Id>[]; current: Id; onPick: (id: Id) => void }) {
  return (
    <nav className="tabs" aria-label="手机底部导航">
      {tabs.map(({ id, name, icon }) => (
        <button key={id} type="button" aria-current={id === current ? 'page' : undefined} onClick={() => onPick(id)}>
          <Icon name={icon} size={26} />
          <span>{name}</span>
        </button>
      ))}
    </nav>
  );
}
