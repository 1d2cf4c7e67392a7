import { RightOutlined } from '@ant-design/icons';
import { Link } from 'react-router-dom';
import { StateMark } from '../../components/StateMark.tsx';
import { sayTimeInFull } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import type { Watch } from './bankQueries.ts';
import { bankUrl } from './bankUrl.ts';
import { bankWords, sayWait } from './bankWords.ts';

/** What waits, by reason; a row leads to its events. */
export const WaitingCard = ({ waiting }: Pick<Watch, 'waiting'>) => (
  <section className="card section">
    <h2>等待匹配</h2>
    {waiting.length === 0 && <StateMark mood="good">收到的事件都已生效</StateMark>}
    <ul className="lines" data-testid="waiting">
      {waiting.map(({ reason, words, count: events, oldestAt }) => (
        <li key={reason}>
          <Link className="wait" to={bankUrl({ tab: 'events', state: 'waiting', reason })}>
            <span><span className="strong">{words}</span><span className="hint">{bankWords.remedy(reason)}</span></span>
            <span className="figure"><strong>{count(events)}</strong> 条</span>
            <span className="hint" title={`最早的收到于 ${sayTimeInFull(oldestAt)}`}>最早的{sayWait(oldestAt)}</span>
            <RightOutlined aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  </section>
);
