import { ErrorState } from '../../components/ErrorState.tsx';
import { sayDate } from '../../lib/dates.ts';
import { useWelcomes } from './codeQueries.ts';
import type { Welcome } from './codeTypes.ts';
import { codeWords } from './codeWords.ts';

interface WelcomeFieldProps { id?: string; value?: string; onChange?: (versionId: string) => void }

/** Approved welcomes, one to pick. */
export function WelcomeField({ id, value, onChange }: WelcomeFieldProps) {
  const { data, error, refetch } = useWelcomes();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="bone bone-option" />;
  return (
    <div id={id} role="radiogroup" aria-label="欢迎语">
      {data.rows.length === 0 && <p className="hint">目前没有可用的欢迎语，请联系合规审核人员。</p>}
      {data.rows.map((welcome) => <Option key={welcome.versionId} welcome={welcome} picked={welcome.versionId === value} onPick={() => onChange?.(welcome.versionId)} />)}
      <p className="hint">{codeWords.welcomeRule}</p>
    </div>
  );
}

const Option = ({ welcome, picked, onPick }: { welcome: Welcome; picked: boolean; onPick: () => void }) => (
  <label className={`option${picked ? ' option-picked' : ''}`} data-testid="welcome-option">
    <input type="radio" name="welcome" checked={picked} onChange={onPick} />
    <span>
      <span className="strong">{welcome.title}</span> <span className="hint">第 {welcome.version} 版 · 审核：{welcome.approvedBy}，{sayDate(welcome.approvedAt)}</span>
      <span className="option-text">{welcome.text}</span>
    </span>
  </label>
);
