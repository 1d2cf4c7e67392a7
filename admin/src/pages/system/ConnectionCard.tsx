import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ErrorState } from '../../components/ErrorState.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TableSkeleton } from '../../components/TableSkeleton.tsx';
import { api } from '../../lib/api.ts';

/** Whether WeCom answers us; asked on opening and on demand, because each check calls WeCom. */
export function ConnectionCard() {
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['wecom', 'checkConnection'], queryFn: ({ signal }) => api.wecom.checkConnection({}, { signal }), staleTime: 60_000, refetchOnWindowFocus: false });
  return (
    <section className="card section">
      <div className="section-head"><h2>企业微信连接</h2><Button size="small" loading={isFetching} onClick={() => void refetch()}>重新检查</Button></div>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <TableSkeleton columns={2} rows={3} />)}
      <ul className="lines">
        {data?.checks.map(({ name, ok, detail, action }) => (
          <li key={name}>
            <div className="line-head"><span className="strong">{name}</span><StateMark mood={ok ? 'good' : 'bad'}>{ok ? '正常' : '异常'}</StateMark></div>
            {detail && <div className="hint">{detail}</div>}
            {!ok && action && <div>{action}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
