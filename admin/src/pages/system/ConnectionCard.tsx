import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { staffChannelNames } from '../../../../shared/org/constants.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TableSkeleton } from '../../components/TableSkeleton.tsx';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';

/** Whether everything outside answers us; asked on opening and on demand, because each check calls WeCom. */
export function ConnectionCard() {
  const { message } = App.useApp();
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['system', 'checkConnections'], queryFn: ({ signal }) => api.system.checkConnections({}, { signal }), staleTime: 60_000, refetchOnWindowFocus: false });
  const test = useWrite(api.system.sendTestNotice, { onDone: ({ sent, reason }) => void (sent ? message.success('已发出，请查看自己的手机或邮箱') : message.error(`没有发出：${reason}`)) });
  const wrong = data?.checks.filter(({ ok }) => !ok).length ?? 0;
  return (
    <section className="card section">
      <div className="section-head">
        <h2>连接检查</h2>
        {data && <span className="hint">{wrong === 0 ? '全部正常' : `${wrong} 项需要处理`}</span>}
        <Button size="small" loading={isFetching} onClick={() => void refetch()}>重新检查</Button>
      </div>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <TableSkeleton columns={2} rows={3} />)}
      <ul className="lines" data-testid="connection-checks">
        {data?.checks.map(({ name, ok, detail, action }) => (
          <li key={name}>
            <div className="line-head"><span className="strong">{name}</span><StateMark mood={ok ? 'good' : 'bad'}>{ok ? '正常' : '异常'}</StateMark></div>
            {detail && <div className="hint">{detail}</div>}
            {!ok && action && <div>{action}</div>}
          </li>
        ))}
      </ul>
      {data && (
        <div className="actions">
          <span className="hint">给自己发测试通知</span>
          {data.channels.map((by) => <Button key={by} size="small" loading={test.isPending && test.variables?.by === by} onClick={() => test.mutate({ by })}>{staffChannelNames[by]}</Button>)}
        </div>
      )}
    </section>
  );
}
