import { useDesk } from '../lib/desk.ts';
import { chatTime, useNow } from '../lib/time.ts';
import { MiniMark } from '../parts/Card.tsx';
import { Screen } from '../parts/Phone.tsx';

/** Subscribe messages of mini-programs, newest first. */
export function ServiceNotices({ back, onPage }: { back: () => void; onPage: (page: string) => void }) {
  const { state } = useDesk();
  const now = useNow(state.clock);
  return (
    <Screen title="服务通知" back={back}>
      <ul className="app-messages">
        {[...state.notices].reverse().map((notice, index) => (
          <li key={index} data-testid="service-notice">
            <p className="line-time">{chatTime(notice.at * 1000, now)}</p>
            <div className="app-card">
              <span className="mini-foot"><MiniMark size={14} />{state.corp.name}</span>
              <dl className="notice-data">{Object.entries(notice.data).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
              {notice.page && <button type="button" className="notice-open" onClick={() => onPage(notice.page)}>进入小程序查看</button>}
            </div>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
