import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { useChoices } from './attributionQueries.ts';

/** What the customer has agreed to, now and before. */
export function ChoicesTab({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useChoices(customerId);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  return (
    <>
      <h3>现在的授权</h3>
      <ul className="lines">
        {data.current.map(({ purpose, name, words, granted, decidedAt }) => (
          <li key={purpose}>
            <div className="line-head"><span className="strong">{name}</span><Granted granted={granted} /></div>
            <div className="hint">{words}</div>
            {decidedAt && <div className="hint"><Time at={decidedAt} />选择</div>}
          </li>
        ))}
      </ul>
      <h3>记录</h3>
      {data.history.length === 0 && <p className="hint">客户还没有在小程序里选择过。没有选择视为不同意，不会收到营销内容。</p>}
      <ul className="lines">
        {data.history.map(({ id, name, granted, at, noticeVersion, wordingVersion }) => (
          <li key={id}>
            <div className="line-head"><span>{name}</span><Granted granted={granted} /></div>
            <div className="hint"><Time at={at} />，隐私说明第 {noticeVersion} 版，授权文字第 {wordingVersion} 版</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Granted({ granted }: { granted: boolean | null }) {
  if (granted === null) return <StateMark mood="off">未选择</StateMark>;
  return granted ? <StateMark mood="good">同意</StateMark> : <StateMark mood="bad">不同意</StateMark>;
}
