import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useNavigate } from 'react-router-dom';
import { codeStateNames, codeStates } from '../../../../shared/channels/constants.ts';
import { CopyLink } from '../../components/CopyLink.tsx';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { codeColumns } from './codeColumns.tsx';
import { useCodes } from './codeQueries.ts';

const stateChoices = [{ value: '', label: '全部' }, ...codeStates.map((state) => ({ value: state, label: codeStateNames[state] }))];

export function CodeList() {
  const navigate = useNavigate();
  const { values, page, change, any } = useFilters(['search', 'state']);
  const state = oneOf(codeStates, values.state);
  const query = useCodes({ page, pageSize, ...(values.search ? { search: values.search } : {}), ...(state ? { state } : {}) });
  const mayCreate = query.data?.can.includes('channels.createCode') ?? false;
  const create = mayCreate && <LinkButton type="primary" to="/codes/new">新建渠道码</LinkButton>;
  const clear = <Button onClick={() => change({ search: null, state: null })}>清除筛选</Button>;
  const empty = any
    ? <EmptyState title="没有符合条件的渠道码" hint="换一个关键词，或清除筛选后再看。" action={clear} />
    : <EmptyState title="还没有渠道码" hint={mayCreate ? '新建一个渠道码，把二维码放到网点、海报或推文里，客户扫码就能添加客户经理。' : '还没有指向您的渠道码，如有需要请联系运营人员。'} action={create} />;
  return (
    <>
      <PageHead title="渠道码" hint="客户扫码即添加当班的客户经理，自动打标签、发欢迎语。" actions={<><CopyLink />{mayCreate && <LinkButton type="primary" to="/codes/new" icon={<PlusOutlined aria-hidden />} data-testid="code-create">新建渠道码</LinkButton>}</>} />
      <div className="filters">
        <SearchBox value={values.search ?? ''} onSearch={(search) => change({ search })} placeholder="搜索渠道码名称" />
        <Segmented options={stateChoices} value={state ?? ''} onChange={(value) => change({ state: value })} aria-label="按状态筛选" />
      </div>
      <DataTable
        query={query} columns={codeColumns} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} empty={empty}
        onOpen={({ id }) => navigate(`/codes/${id}`)} minWidth={800} rowTestId="code-row"
      />
    </>
  );
}
