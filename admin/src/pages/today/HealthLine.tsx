import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { StateMark } from '../../components/StateMark.tsx';
import { api } from '../../lib/api.ts';

/** For administrators: whether anything needs them. */
export function HealthLine() {
  const { data } = useQuery({ queryKey: ['system', 'getHealth'], queryFn: ({ signal }) => api.system.getHealth({}, { signal }), refetchInterval: 10_000 });
  if (!data) return null;
  const broken = data.parts.filter(({ ok }) => !ok).map(({ name }) => name);
  const problems = [...(broken.length > 0 ? [`${broken.join('、')}异常`] : []), ...(data.owed.failed > 0 ? [`${data.owed.failed} 项任务没有完成`] : [])];
  return (
    <p className="health-line">
      {problems.length === 0 ? <StateMark mood="good">系统运行正常</StateMark> : <StateMark mood="bad">{problems.join('，')}</StateMark>}
      <Link to="/health">查看连接与健康</Link>
    </p>
  );
}
