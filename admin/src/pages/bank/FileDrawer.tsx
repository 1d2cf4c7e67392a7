import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Drawer } from 'antd';
import { Link } from 'react-router-dom';
import { bankFileKindNames, bankFileLimits } from '../../../../shared/bank/fileConstants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Time } from '../../components/Time.tsx';
import { WorkBar } from '../../components/WorkBar.tsx';
import { api } from '../../lib/api.ts';
import { count } from '../../lib/figures.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { bankKey, useFile, useFileProgress, type FileInFull } from './bankQueries.ts';
import { bankUrl } from './bankUrl.ts';
import { sayBytes } from './bankWords.ts';
import { ColumnsForm } from './ColumnsForm.tsx';
import { FileMark } from './FileMark.tsx';
import { countNames, originName, refusedLinesUrl } from './fileWords.ts';

/** One file, over the list: its columns before it is imported, then what became of its lines. */
export function FileDrawer({ fileId, onClose }: { fileId: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useFile(fileId);
  return (
    <Drawer open={fileId !== undefined} onClose={onClose} size={880} title="文件详情" extra={<CopyLink />} destroyOnHidden>
      {data && <Content key={data.id} file={data} onDiscarded={onClose} />}
      {!data && fileId && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
    </Drawer>
  );
}

function Content({ file, onDiscarded }: { file: FileInFull; onDiscarded: () => void }) {
  const isOpen = file.state === 'uploaded';
  const began = !isOpen && file.state !== 'discarded';
  const progress = useFileProgress(file);
  return (
    <>
      <div className="file-head"><h2>{file.name}</h2><FileMark state={file.state} /></div>
      <p className="hint">{bankFileKindNames[file.kind]} · {sayBytes(file.bytes)} · {originName(file)}于 <Time at={file.receivedAt} />{file.endedAt && <>，结束于 <Time at={file.endedAt} /></>}</p>
      {file.reason && <p className="problem">{file.reason}</p>}
      {file.state === 'running' && (progress ? <WorkBar work={progress} /> : <p className="hint">正在导入，可以离开本页。</p>)}
      {began && <Counts file={file} />}
      {isOpen && <ColumnsForm file={file} discard={<Discard file={file} onDone={onDiscarded} />} />}
    </>
  );
}

function Counts({ file: { id, kind, counts } }: { file: FileInFull }) {
  const shown = countNames.filter(({ key }) => key !== (kind === 'events' ? 'outdated' : 'waiting'));
  return (
    <>
      <h3>行数</h3>
      <dl className="invite-figures" data-testid="file-counts">
        {shown.map(({ key, name, formula }) => <div key={key} title={formula}><dt>{name}</dt><dd>{count(counts[key])}</dd></div>)}
      </dl>
      <div className="actions tab-act">
        {counts.refused > 0 && <Button icon={<DownloadOutlined aria-hidden />} href={refusedLinesUrl(id)} download="拒收的行.csv">下载拒收的行</Button>}
        {counts.waiting > 0 && <Link to={bankUrl({ tab: 'events', state: 'waiting' })}>查看等待匹配的事件</Link>}
      </div>
      {counts.refused > 0 && <p className="hint tab-act">其中写明每一行的行号和问题，保留 {bankFileLimits.keepIssueDays} 天。更正后只需重新上传，已收到的行不会重复计。</p>}
    </>
  );
}

function Discard({ file: { id, name, can }, onDone }: { file: FileInFull; onDone: () => void }) {
  const { modal, message } = App.useApp();
  const discard = useWrite(api.bank.discardFile, { refresh: [[...bankKey]], onDone: () => { void message.success('已放弃，文件内容已删除'); onDone(); } });
  if (!can.includes('bank.discardFile')) return null;
  const ask = () => modal.confirm({
    title: `放弃「${name}」？`, content: '文件内容会被删除，其中的事件一条也不会导入。', okText: '放弃文件', okButtonProps: { danger: true }, cancelText: '取消',
    onOk: () => discard.mutateAsync({ fileId: id }).catch(() => undefined), // shown as a toast
  });
  return <Button danger loading={discard.isPending} onClick={ask}>放弃文件</Button>;
}
