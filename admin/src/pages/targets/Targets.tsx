import { Button, DatePicker, TreeSelect } from 'antd';
import dayjs from 'dayjs';
import { useEffect } from 'react';
import { CopyLink } from '../../components/CopyLink.tsx';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { businessDay } from '../../lib/clock.ts';
import { treeOf, useDepartments } from '../../lib/departments.ts';
import { useFilters } from '../../lib/useFilters.ts';
import { useCan, useSession } from '../../lib/useSession.ts';
import { targetColumns } from './targetColumns.tsx';
import { useTargets } from './targetQueries.ts';
import { sayMonth, UnsavedLine } from './UnsavedLine.tsx';
import { useTargetDraft } from './useTargetDraft.ts';

const isMonth = (text: string | undefined): text is string => text !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

export function Targets() {
  const userid = useSession().data?.userid;
  return userid ? <TargetsOf key={userid} userid={userid} /> : <PageSkeleton />;
}

/** What each manager is to reach in a month. */
function TargetsOf({ userid }: { userid: string }) {
  const { values, page, change } = useFilters(['month', 'departmentId', 'search']);
  const month = isMonth(values.month) ? values.month : businessDay().slice(0, 7);
  const departmentId = Number(values.departmentId) || undefined;
  const query = useTargets({ page, pageSize, month, ...(departmentId ? { departmentId } : {}), ...(values.search ? { search: values.search } : {}) });
  const changes = useTargetDraft(userid);
  const mayEdit = query.data?.can.includes('performance.setTargets') ?? false;
  const departments = useDepartments({ enabled: useCan('org.listDepartments') }).data?.rows ?? [];
  const isFiltered = departmentId !== undefined || values.search !== undefined;
  useWarning(!changes.isKept);
  const goTo = (next: string) => change({ month: next === businessDay().slice(0, 7) ? null : next });
  const empty = isFiltered
    ? <EmptyState title="没有符合条件的客户经理" hint="换一个机构或关键词再看。" action={<Button onClick={() => change({ departmentId: null, search: null })}>清除筛选</Button>} />
    : <EmptyState title="还没有客户经理" hint="在组织与角色里授予客户经理角色后，就能设置目标。" />;
  return (
    <>
      <PageHead title="目标" hint={mayEdit ? '每位客户经理每月的目标，支行和分行的目标由此相加。完成情况在归因报表里看。' : '每月的目标，完成情况在归因报表里看。'} actions={<CopyLink />} />
      <div className="filters">
        <DatePicker picker="month" className="filter" aria-label="月份" allowClear={false} format="YYYY年M月" value={dayjs(`${month}-01`)} onChange={(next: dayjs.Dayjs | null) => { if (next) goTo(next.format('YYYY-MM')); }} />
        {departments.length > 1 && (
          <TreeSelect
            className="filter" aria-label="机构" placeholder="机构" allowClear treeDefaultExpandAll showSearch={{ treeNodeFilterProp: 'title' }} popupMatchSelectWidth={260}
            treeData={treeOf(departments)} value={departmentId ?? null} onChange={(next: number | null | undefined) => change({ departmentId: next })}
          />
        )}
        {departments.length > 1 && <SearchBox value={values.search ?? ''} onSearch={(search) => change({ search })} placeholder="姓名或工号" />}
      </div>
      {mayEdit && <UnsavedLine month={month} changes={changes} onMonth={goTo} />}
      <DataTable
        query={query} columns={targetColumns(changes.draft[month] ?? {}, mayEdit ? changes.set : undefined)} rowKey={({ userid: manager, month: of }) => `${manager}:${of}`} page={page} onPage={(next) => change({ page: next })}
        minWidth={900} empty={empty} testId="targets-table" rowTestId="target-row"
      />
      {mayEdit && <p className="hint table-note">{sayMonth(month)}的目标。留空表示不设，金额以万元填写。</p>}
    </>
  );
}

/** Where this browser keeps nothing, leaving would lose what was typed. */
function useWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [active]);
}
