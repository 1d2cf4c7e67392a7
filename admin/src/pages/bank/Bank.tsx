import { Tabs } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { CopyLink } from '../../components/CopyLink.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { oneOf } from '../../lib/useFilters.ts';
import { useSession } from '../../lib/useSession.ts';
import { BankEvents } from './BankEvents.tsx';
import { BankFiles } from './BankFiles.tsx';
import { BankKeys } from './BankKeys.tsx';
import { BankWatch } from './BankWatch.tsx';

const tabs = [
  { key: 'watch', label: '概况', needs: 'bank.getBankWatch' },
  { key: 'events', label: '事件', needs: 'bank.listBankEvents' },
  { key: 'files', label: '文件', needs: 'bank.listFiles' },
  { key: 'keys', label: '密钥', needs: 'bank.listBankKeys' },
] as const;

/** What the bank's own system tells of its customers: how it comes in, what waits, and by which keys. */
export function Bank() {
  const [params, setParams] = useSearchParams();
  const session = useSession().data;
  const open = tabs.filter(({ needs }) => session?.can.includes(needs));
  const tab = oneOf(open.map(({ key }) => key), params.get('tab') ?? undefined) ?? 'watch';
  return (
    <>
      <PageHead title="银行数据" hint="银行系统发来的开户、管户、资产和交易，是确认管户和业绩的依据。" actions={<CopyLink />} />
      {open.length > 1 && <Tabs className="page-tabs" activeKey={tab} onChange={(next) => setParams(next === 'watch' ? {} : { tab: next })} items={open.map(({ key, label }) => ({ key, label }))} />}
      {tab === 'watch' && <BankWatch />}
      {tab === 'events' && <BankEvents />}
      {tab === 'files' && <BankFiles />}
      {tab === 'keys' && <BankKeys />}
    </>
  );
}
