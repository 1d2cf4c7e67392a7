import { App, Button } from 'antd';
import { LinkButton } from '../../components/LinkButton.tsx';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { codesKey } from './codeQueries.ts';
import type { Code } from './codeTypes.ts';
import { codeWords } from './codeWords.ts';

export function CodeActions({ code }: { code: Code }) {
  const { modal, message } = App.useApp();
  const refresh = [[...codesKey]];
  const disable = useWrite(api.channels.disableCode, { refresh, onDone: () => void message.success('已停用') });
  const enable = useWrite(api.channels.enableCode, { refresh, onDone: () => void message.success('已启用，正在同步到企业微信') });
  const retry = useWrite(api.channels.retryCode, { refresh, onDone: () => void message.success('已重新提交，请稍候') });
  const acts = [
    { name: 'channels.retryCode', label: '重新同步', write: retry, words: codeWords.retry, danger: false },
    { name: 'channels.enableCode', label: '启用', write: enable, words: codeWords.enable, danger: false },
    { name: 'channels.disableCode', label: '停用', write: disable, words: codeWords.disable, danger: true },
  ];
  const ask = ({ write, words, danger }: (typeof acts)[number]) => modal.confirm({
    ...words(code.name), cancelText: '取消', okButtonProps: { danger }, onOk: () => write.mutateAsync({ id: code.id }).catch(() => undefined), // shown as a toast
  });
  return (
    <>
      {acts.filter(({ name }) => code.can.includes(name)).map((act) => <Button key={act.name} danger={act.danger} loading={act.write.isPending} onClick={() => ask(act)}>{act.label}</Button>)}
      {code.can.includes('channels.updateCode') && <LinkButton type="primary" to={`/codes/${code.id}/edit`}>编辑</LinkButton>}
    </>
  );
}
