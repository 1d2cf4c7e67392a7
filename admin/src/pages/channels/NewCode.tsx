import { App } from 'antd';
import { useNavigate } from 'react-router-dom';
import { NotAllowed } from '../../components/NotAllowed.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { api } from '../../lib/api.ts';
import { useCan } from '../../lib/useSession.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { dropDraft } from './codeDraft.ts';
import { codesKey } from './codeQueries.ts';

const list = { to: '/codes', name: '渠道码' };

export function NewCode() {
  const mayCreate = useCan('channels.createCode');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const create = useWrite(api.channels.createCode, {
    quiet: true, refresh: [[...codesKey]],
    onDone: ({ id, name }) => { dropDraft(); void message.success(`已创建「${name}」，正在生成二维码`); navigate(`/codes/${id}`); },
  });
  if (!mayCreate) return <NotAllowed back={list} title="新建渠道码" />;
  return (
    <>
      <PageHead back={list} title="新建渠道码" />
      <CodeEditor submitName="创建渠道码" onSubmit={create.mutate} pending={create.isPending} error={create.error} />
    </>
  );
}
