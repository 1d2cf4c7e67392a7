import { PlusOutlined } from '@ant-design/icons';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { CopyButton } from '../../components/CopyButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { useFilters } from '../../lib/useFilters.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { bankKey, useBankKeys, type BankKey } from './bankQueries.ts';
import { NewBankKey } from './NewBankKey.tsx';

/** Keys with which the bank's system signs what it sends. */
export function BankKeys() {
  const { page, change } = useFilters([]);
  const [creating, setCreating] = useState(false);
  const query = useBankKeys();
  const mayCreate = query.data?.can.includes('bank.createBankKey') ?? false;
  const create = mayCreate && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)} data-testid="key-create">新建密钥</Button>;
  const isFirst = query.data?.total === 0;
  return (
    <>
      <div className="filters">
        <span className="hint">银行系统用密钥签名后发送数据。更换时先新建一个，银行系统改用新密钥后，再停用旧的。</span>
        <span className="grow" />
        {!isFirst && create}
      </div>
      <DataTable
        query={query} columns={columns} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} minWidth={860} testId="bank-keys" rowTestId="bank-key"
        empty={<EmptyState title="还没有密钥" hint={<>新建后把编号和密钥交给银行系统的人员，示例程序在安装目录的 <code>scripts/bank-client</code>。</>} action={create} />}
      />
      {creating && <NewBankKey onClose={() => setCreating(false)} />}
    </>
  );
}

const columns: TableColumnsType<BankKey> = [
  { title: '名称', key: 'name', render: (_, { name }) => <span className="strong">{name}</span> },
  { title: '密钥编号', key: 'id', render: (_, { id }) => <><code className="id">{id}</code> <CopyButton text={id} size="small" type="link" done="已复制密钥编号" aria-label={`复制密钥编号 ${id}`}>复制</CopyButton></> },
  { title: '状态', key: 'state', width: 100, render: (_, { state }) => <StateMark mood={state === 'active' ? 'good' : 'off'}>{state === 'active' ? '在用' : '已停用'}</StateMark> },
  { title: '新建', key: 'created', width: 140, render: (_, { createdAt }) => <Time at={createdAt} /> },
  { title: '最近使用', key: 'used', width: 140, render: (_, { lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : <span className="hint">还没有用过</span>) },
  { title: '操作', key: 'acts', width: 150, render: (_, key) => <Retire bankKey={key} /> },
];

function Retire({ bankKey: { id, name, state, can } }: { bankKey: BankKey }) {
  const { modal, message } = App.useApp();
  const retire = useWrite(api.bank.retireBankKey, { refresh: [[...bankKey]], onDone: () => void message.success(`已停用「${name}」`) });
  if (state === 'retired') return null;
  if (!can.includes('bank.retireBankKey')) return <span className="hint">唯一在用，不能停用</span>;
  const ask = () => modal.confirm({
    title: `停用「${name}」？`, content: '停用后，用它签名的发送会立即被拒收，且不能恢复。请先确认银行系统已改用其他密钥。', okText: '停用密钥', okButtonProps: { danger: true }, cancelText: '取消',
    onOk: () => retire.mutateAsync({ id }).catch(() => undefined), // shown as a toast
  });
  return <Button danger size="small" loading={retire.isPending} onClick={ask}>停用</Button>;
}
