import { ApiOutlined, AppstoreOutlined, ApartmentOutlined, AimOutlined, AuditOutlined, BankOutlined, BarChartOutlined, ContactsOutlined, HomeOutlined, IdcardOutlined, QrcodeOutlined, SendOutlined, SolutionOutlined, SwapOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

export interface Entry {
  name: string;
  to: string;
  icon: ReactNode;
  /** The operation that the page cannot do without. */
  needs: string;
  /** Served by the server itself, outside this panel. */
  outside?: true;
}
export interface Section { name: string; entries: readonly Entry[] }

/** By what people do; an entry shows only where the role opens it. */
export const navigation: readonly Section[] = [
  { name: '', entries: [{ name: '工作台', to: '/', icon: <HomeOutlined />, needs: 'system.getToday' }] },
  {
    name: '归因',
    entries: [
      { name: '归因报表', to: '/attribution', icon: <BarChartOutlined />, needs: 'analytics.getReport' },
      { name: '目标', to: '/targets', icon: <AimOutlined />, needs: 'performance.listTargets' },
      { name: '管户规则', to: '/policies', icon: <SolutionOutlined />, needs: 'attribution.listPolicies' },
    ],
  },
  {
    name: '获客',
    entries: [
      { name: '渠道码', to: '/codes', icon: <QrcodeOutlined />, needs: 'channels.listCodes' },
      { name: '邀请码', to: '/invites', icon: <IdcardOutlined />, needs: 'referral.listInviteCodes' },
    ],
  },
  { name: '客户', entries: [{ name: '客户列表', to: '/customers', icon: <ContactsOutlined />, needs: 'customers.listCustomers' }] },
  { name: '合规', entries: [{ name: '审批', to: '/approvals', icon: <AuditOutlined />, needs: 'org.listApprovals' }] },
  {
    name: '系统',
    entries: [
      { name: '组织与角色', to: '/org', icon: <ApartmentOutlined />, needs: 'org.listStaff' },
      { name: '连接与健康', to: '/health', icon: <ApiOutlined />, needs: 'system.getHealth' },
      { name: '银行数据', to: '/bank', icon: <BankOutlined />, needs: 'bank.getBankWatch' },
      { name: '企业微信回调', to: '/callbacks', icon: <SwapOutlined />, needs: 'wecom.listCallbacks' },
      { name: '发送记录', to: '/outbound', icon: <SendOutlined />, needs: 'outreach.listOutbound' },
      { name: '队列', to: '/admin/queues', icon: <AppstoreOutlined />, needs: 'system.getHealth', outside: true },
    ],
  },
];

export const openSections = (can: readonly string[]): Section[] =>
  navigation.map((section) => ({ ...section, entries: section.entries.filter(({ needs }) => can.includes(needs)) })).filter(({ entries }) => entries.length > 0);
