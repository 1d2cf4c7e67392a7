import { Button, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { roleNames, roles } from '../../../../shared/org/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { useLongWork } from '../../components/useLongWork.tsx';
import { api } from '../../lib/api.ts';
import { sayTime } from '../../lib/dates.ts';
import { useDepartments } from '../../lib/departments.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { useCan } from '../../lib/useSession.ts';
import { useImport } from '../customers/useImport.tsx';
import { DepartmentTree } from './DepartmentTree.tsx';
import { StaffDrawer } from './StaffDrawer.tsx';
import { staffColumns } from './staffColumns.tsx';
import { useStaff } from './staffQueries.ts';

const filterNames = ['search', 'departmentId', 'role'] as const;

export function Organisation() {
  const [params, setParams] = useSearchParams();
  const { values, page, change, any } = useFilters(filterNames);
  const departments = useDepartments({ enabled: useCan('org.listDepartments') });
  const syncing = useLongWork('org.sync', api.org.startSync);
  const importing = useImport();
  const departmentId = Number(values.departmentId) || undefined;
  const role = oneOf(roles, values.role);
  const query = useStaff({ page, pageSize, ...(values.search ? { search: values.search } : {}), ...(departmentId ? { departmentId } : {}), ...(role ? { role } : {}) });
  const open = (userid: string | undefined) => setParams((old) => {
    const next = new URLSearchParams(old);
    next.delete('staff');
    if (userid) next.set('staff', userid);
    return next;
  });
  const maySync = departments.data?.can.includes('org.startSync') ?? false;
  const sync = maySync && <Button type="primary" onClick={syncing.begin} loading={syncing.running}>{syncing.running ? '正在同步' : '同步组织架构'}</Button>;
  const empty = any
    ? <EmptyState title="没有符合条件的员工" hint="换一个部门或关键词再看。" action={<Button onClick={() => change({ search: null, departmentId: null, role: null })}>清除筛选</Button>} />
    : <EmptyState title="还没有员工" hint="从企业微信同步组织架构后，就能在这里授予角色。" action={sync} />;
  return (
    <>
      <PageHead title="组织与角色" hint={syncWords(departments.data?.syncedAt)} actions={<>{importing.button}{sync}</>} />
      {syncing.bar}
      {importing.bar}
      <div className="org">
        <DepartmentTree departments={departments} selected={departmentId} onSelect={(id) => change({ departmentId: id })} />
        <div className="org-staff">
          <div className="filters">
            <SearchBox value={values.search ?? ''} onSearch={(search) => change({ search })} placeholder="姓名或工号" />
            <Select
              className="filter" aria-label="角色" placeholder="角色" allowClear value={role ?? null} onChange={(next: string | null | undefined) => change({ role: next })}
              options={roles.map((each) => ({ value: each, label: roleNames[each] }))}
            />
          </div>
          <DataTable query={query} columns={staffColumns(open)} rowKey={({ userid }) => userid} page={page} onPage={(next) => change({ page: next })} empty={empty} minWidth={580} rowTestId="staff-row" />
        </div>
      </div>
      <StaffDrawer staff={query.data?.rows.find(({ userid }) => userid === params.get('staff'))} onClose={() => open(undefined)} />
    </>
  );
}

function syncWords(syncedAt: string | null | undefined): string {
  if (syncedAt === undefined) return '员工与部门来自企业微信，角色在这里授予。';
  return syncedAt ? `员工与部门来自企业微信，上次同步：${sayTime(syncedAt)}` : '还没有从企业微信同步过';
}
