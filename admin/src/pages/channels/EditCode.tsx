import { App } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { ErrorState } from '../../components/ErrorState.tsx';
import { NotAllowed } from '../../components/NotAllowed.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { codesKey, useCodeOnce } from './codeQueries.ts';

export function EditCode() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const query = useCodeOnce(id);
  const edition = query.data?.edition ?? 0;
  const update = useWrite(api.channels.updateCode, {
    quiet: true, refresh: [[...codesKey]],
    onDone: () => { void message.success('已保存，正在同步到企业微信'); navigate(`/codes/${id}`); },
  });
  if (!query.data) return query.error ? <><PageHead back={{ to: '/codes', name: '渠道码' }} title="编辑渠道码" /><ErrorState error={query.error} onRetry={() => void query.refetch()} /></> : <PageSkeleton />;
  if (!query.data.can.includes('channels.updateCode')) return <NotAllowed back={{ to: `/codes/${id}`, name: query.data.name }} title="编辑渠道码" />;
  return (
    <>
      <PageHead back={{ to: `/codes/${id}`, name: query.data.name }} title="编辑渠道码" hint="二维码不变，已印出的可以继续使用。" />
      <CodeEditor code={query.data} submitName="保存修改" onSubmit={(fields) => update.mutate({ id, edition, ...fields })} pending={update.isPending} error={update.error} />
    </>
  );
}
