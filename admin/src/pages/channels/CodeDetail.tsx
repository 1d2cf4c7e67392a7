import { Alert } from 'antd';
import { useParams } from 'react-router-dom';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tags } from '../../components/Tags.tsx';
import { Time } from '../../components/Time.tsx';
import { CodeActions } from './CodeActions.tsx';
import { CodeStateMark } from './codeColumns.tsx';
import { CodeFiguresCard } from './CodeFiguresCard.tsx';
import { useCode } from './codeQueries.ts';
import { CodeStaffTable } from './CodeStaffTable.tsx';
import type { Code } from './codeTypes.ts';
import { QrCard } from './QrCard.tsx';

export function CodeDetail() {
  const { id = '' } = useParams();
  const query = useCode(id);
  const code = query.data;
  if (!code) return query.error ? <><PageHead back={{ to: '/codes', name: '渠道码' }} title="渠道码" /><ErrorState error={query.error} onRetry={() => void query.refetch()} /></> : <PageSkeleton />;
  return (
    <>
      <PageHead back={{ to: '/codes', name: '渠道码' }} title={code.name} mark={<CodeStateMark code={code} />} actions={<CodeActions code={code} />} />
      {code.state === 'failed' && <Alert className="alert" type="error" showIcon title="没有同步到企业微信" description={`${code.reason}。处理后点「重新同步」。`} />}
      {code.state === 'disabled' && <Alert className="alert" type="warning" showIcon title="此码已停用" description="扫码添加的客户会保留，但不发欢迎语，也不计入此码的数据。" />}
      <div className="code-detail">
        <div className="code-side"><QrCard code={code} /><Settings code={code} /></div>
        <div className="code-main"><CodeStaffTable code={code} /><CodeFiguresCard id={id} /></div>
      </div>
    </>
  );
}

const Settings = ({ code }: { code: Code }) => (
  <section className="card section">
    <h2>设置</h2>
    <dl className="facts">
      <dt>欢迎语</dt><dd>{code.welcome.title}</dd>
      <dt>自动标签</dt><dd><Tags tags={code.tags} most={6} /></dd>
      <dt>备注前缀</dt><dd>{code.remarkPrefix || '不加前缀'}</dd>
      <dt>备用接待</dt><dd>{code.backup.name}</dd>
      <dt>所属</dt><dd>{code.departmentName}</dd>
      <dt>创建</dt><dd>{code.createdByName}，<Time at={code.createdAt} /></dd>
    </dl>
  </section>
);
