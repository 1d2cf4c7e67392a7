import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { followStates } from '../../../../shared/customers/constants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { asDay } from '../../lib/dates.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { customerColumns } from './customerColumns.tsx';
import { CustomerDrawer } from './CustomerDrawer.tsx';
import { CustomerFilters, filterNames } from './CustomerFilters.tsx';
import { useCustomers, type CustomerFilter } from './customerQueries.ts';
import { useImport } from './useImport.tsx';

/** A whole mobile number is looked for, but never written into an address. */
const isPhone = (text: string) => /^1\d{10}$/.test(text);

/** The drawer's tab is no filter of the list. */
function withoutTab(queryString: string): string {
  const params = new URLSearchParams(queryString);
  params.delete('tab');
  return params.size > 0 ? `?${params.toString()}` : '';
}

export function CustomerList() {
  const { id } = useParams();
  const navigate = useNavigate();
  const { values, page, change, any } = useFilters(filterNames);
  const importing = useImport();
  const [phone, setPhone] = useState('');
  const search = phone || values.search;
  const query = useCustomers({ page, pageSize, ...filterOf(values), ...(search ? { search } : {}) });
  const onSearch = (text: string) => { setPhone(isPhone(text) ? text : ''); change({ search: isPhone(text) ? null : text }); };
  const clear = () => { setPhone(''); change(Object.fromEntries(filterNames.map((name) => [name, null]))); };
  const empty = any || phone
    ? <EmptyState title="没有符合条件的客户" hint="放宽条件，或清除筛选后再看。" action={<Button onClick={clear}>清除筛选</Button>} />
    : <EmptyState title="还没有客户" hint="客户扫渠道码添加客户经理后，会立即出现在这里；已有的客户可由系统管理员导入。" action={importing.button} />;
  const queryString = window.location.search;
  return (
    <>
      <PageHead title="客户" hint="范围内客户经理在企业微信添加的客户，最近添加的在前。" actions={<><CopyLink />{importing.button}</>} />
      {importing.bar}
      <div className="filters">
        <SearchBox value={search ?? ''} onSearch={onSearch} placeholder="昵称、备注或完整手机号" />
        <CustomerFilters values={values} change={change} />
        {(any || phone) && <Button type="link" onClick={clear}>清除筛选</Button>}
      </div>
      <DataTable
        query={query} columns={customerColumns} rowKey={(row) => row.id} page={page} onPage={(next) => change({ page: next })} empty={empty}
        onOpen={(row) => navigate(`/customers/${row.id}${queryString}`)} minWidth={800} testId="customers-table" rowTestId="customer-row"
      />
      <CustomerDrawer id={id} onClose={() => navigate(`/customers${withoutTab(queryString)}`, { replace: true })} />
    </>
  );
}

function filterOf(values: Partial<Record<(typeof filterNames)[number], string>>): Omit<CustomerFilter, 'page' | 'pageSize' | 'search'> {
  const departmentId = Number(values.departmentId);
  const state = oneOf(followStates, values.state);
  const [addedFrom, addedTo] = [asDay(values.addedFrom), asDay(values.addedTo)];
  return {
    ...(Number.isInteger(departmentId) && departmentId > 0 ? { departmentId } : {}),
    ...(values.userid ? { userid: values.userid } : {}),
    ...(values.tagId ? { tagId: values.tagId } : {}),
    ...(state ? { state } : {}),
    ...(addedFrom ? { addedFrom } : {}),
    ...(addedTo ? { addedTo } : {}),
  };
}
