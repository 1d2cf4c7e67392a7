import { DownOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useNavigate } from 'react-router-dom';
import { roleNames } from '../../../shared/org/constants.ts';
import { api } from '../lib/api.ts';
import type { SignedIn } from '../lib/useSession.ts';
import { useWrite } from '../lib/useWrite.ts';

export function MeMenu({ session }: { session: SignedIn }) {
  const navigate = useNavigate();
  const signOut = useWrite(api.org.signOut, { onDone: () => window.location.assign('/admin/sign-in') });
  const roles = session.roles.map((role) => roleNames[role]).join('、');
  const identity = <div className="me-identity"><strong>{session.name}</strong><span>{roles}</span><span>{session.departmentName}</span></div>;
  const items = [
    { key: 'identity', type: 'group' as const, label: identity },
    { key: 'line', type: 'divider' as const },
    { key: 'devices', label: '登录设备', onClick: () => navigate('/devices') },
    { key: 'signOut', label: '退出登录', onClick: () => signOut.mutate({}) },
  ];
  return (
    <Dropdown menu={{ items }} autoFocus trigger={['click']} placement="bottomRight">
      <button type="button" className="me" aria-haspopup="menu" aria-label={`${session.name}，我的菜单`}>
        <span className="me-face" aria-hidden>{session.name.slice(-1)}</span>
        <span>{session.name}</span>
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
