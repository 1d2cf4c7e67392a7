import { Button, Select } from 'antd';
import { bankFileKindNames, bankFileKinds, bankFileStateNames, bankFileStates } from '../../../../shared/bank/fileConstants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { useCan } from '../../lib/useSession.ts';
import { useFiles } from './bankQueries.ts';
import { FileDrawer } from './FileDrawer.tsx';
import { FileDrop } from './FileDrop.tsx';
import { fileColumns } from './fileColumns.tsx';

const states = bankFileStates.map((value) => ({ value, label: bankFileStateNames[value] }));
const kinds = bankFileKinds.map((value) => ({ value, label: bankFileKindNames[value] }));

/** Files from the bank's system and by hand. */
export function BankFiles() {
  const { values, page, change } = useFilters(['kind', 'state', 'file']);
  const [kind, state] = [oneOf(bankFileKinds, values.kind), oneOf(bankFileStates, values.state)];
  const query = useFiles({ page, pageSize, ...(kind ? { kind } : {}), ...(state ? { state } : {}) });
  const mayUpload = useCan('bank.startUpload');
  const open = (file: string | null) => change({ file, page });
  const empty = kind || state
    ? <EmptyState title="没有符合条件的文件" action={<Button onClick={() => change({ kind: null, state: null })}>清除筛选</Button>} />
    : <EmptyState title="还没有文件" hint="上传的文件，以及银行系统发来的文件，会出现在这里。" />;
  return (
    <>
      {mayUpload && <FileDrop onUploaded={open} />}
      <div className="filters">
        <Select className="filter" aria-label="文件内容" placeholder="文件内容" allowClear value={kind ?? null} onChange={(next: string | null | undefined) => change({ kind: next })} options={kinds} />
        <Select className="filter" aria-label="状态" placeholder="状态" allowClear value={state ?? null} onChange={(next: string | null | undefined) => change({ state: next })} options={states} />
      </div>
      <DataTable query={query} columns={fileColumns} rowKey={({ id }) => id} page={page} onPage={(next) => change({ page: next })} onOpen={({ id }) => open(id)} minWidth={960} empty={empty} testId="bank-files" rowTestId="bank-file" />
      <FileDrawer fileId={values.file} onClose={() => open(null)} />
    </>
  );
}
