import { useQuery } from '@tanstack/react-query';
import { App, Button, Table } from 'antd';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TableSkeleton } from '../../components/TableSkeleton.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { sayBrowser } from '../../lib/sayBrowser.ts';
import { useSession } from '../../lib/useSession.ts';
import { useWrite } from '../../lib/useWrite.ts';

export function Devices() {
  const { modal } = App.useApp();
  const userid = useSession().data?.userid ?? '';
  const query = useQuery({ queryKey: ['org', 'listSessions'], queryFn: ({ signal }) => api.org.listSessions({}, { signal }) });
  const revoke = useWrite(api.org.revokeSessions, { onDone: () => window.location.assign('/admin/sign-in') });
  const ask = () => modal.confirm({
    title: '退出所有设备？', content: '包括现在这台在内，您的所有登录都会立即结束，需要重新扫码登录。',
    okText: '退出所有设备', okButtonProps: { danger: true }, cancelText: '取消', onOk: () => revoke.mutateAsync({ userid }).catch(() => undefined), // shown as a toast
  });
  return (
    <>
      <PageHead title="登录设备" hint="看到不认识的设备，请退出所有设备后重新登录，并告诉系统管理员。" actions={<Button danger onClick={ask}>退出所有设备</Button>} />
      <div className="card card-table">
        {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <TableSkeleton columns={4} rows={3} />}
        {query.data && (
          <Table size="middle" rowKey="id" pagination={false} dataSource={query.data.rows} columns={[
            { title: '设备', dataIndex: 'userAgent', render: (text: string) => <span title={text}>{sayBrowser(text)}</span> },
            { title: '登录时间', dataIndex: 'signedInAt', render: (at: string) => <Time at={at} /> },
            { title: '到期时间', dataIndex: 'expiresAt', render: (at: string) => <Time at={at} /> },
            { title: '', dataIndex: 'current', render: (current: boolean) => current && <StateMark mood="good">当前设备</StateMark> },
          ]} />
        )}
      </div>
    </>
  );
}
