import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { api } from '../../lib/api.ts';
import { useCan } from '../../lib/useSession.ts';
import { ConnectionCard } from './ConnectionCard.tsx';
import { FailedWorkCard, LanesCard, PartsCard, ProcessesCard } from './healthCards.tsx';
import { healthKey, healthWords } from './healthWords.ts';

export function Health() {
  const query = useQuery({ queryKey: [...healthKey], queryFn: ({ signal }) => api.system.getHealth({}, { signal }), refetchInterval: 5_000 });
  const mayCheck = useCan('system.checkConnections');
  const health = query.data;
  return (
    <>
      <PageHead title="连接与健康" actions={health && <Button href={health.queuesUrl} target="_blank" rel="noopener">打开队列</Button>} />
      {!health && (query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <PageSkeleton />)}
      {health && <p className="answer">{healthWords.sentence(health)}</p>}
      <div className="cards-two">
        {mayCheck && <ConnectionCard />}
        {health && <PartsCard parts={health.parts} />}
      </div>
      {health && <FailedWorkCard health={health} />}
      {health && <div className="cards-two"><LanesCard lanes={health.lanes} /><ProcessesCard processes={health.processes} /></div>}
    </>
  );
}
