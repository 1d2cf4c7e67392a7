import { Select, TreeSelect } from 'antd';
import { followStateNames, followStates } from '../../../../shared/customers/constants.ts';
import { DayRange } from '../../components/DayRange.tsx';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import { treeOf, useDepartments } from '../../lib/departments.ts';
import { oneOf, type useFilters } from '../../lib/useFilters.ts';
import { useCan } from '../../lib/useSession.ts';
import { useTags } from './customerQueries.ts';

export const filterNames = ['search', 'departmentId', 'userid', 'tagId', 'state', 'addedFrom', 'addedTo'] as const;
type Filters = ReturnType<typeof useFilters<(typeof filterNames)[number]>>;

export function CustomerFilters({ values, change }: Pick<Filters, 'values' | 'change'>) {
  const seesTree = useCan('org.listDepartments');
  const departments = useDepartments({ enabled: seesTree }).data?.rows ?? [];
  const groups = useTags().data?.groups ?? [];
  return (
    <>
      {departments.length > 1 && (
        <TreeSelect
          className="filter" aria-label="部门" placeholder="部门" allowClear treeDefaultExpandAll showSearch={{ treeNodeFilterProp: 'title' }} popupMatchSelectWidth={260}
          treeData={treeOf(departments)} value={Number(values.departmentId) || null} onChange={(departmentId: number | null | undefined) => change({ departmentId })}
        />
      )}
      {departments.length > 0 && <StaffSelect className="filter" placeholder="客户经理" allowClear value={values.userid ? [values.userid] : []} onChange={([userid]) => change({ userid })} />}
      <Select
        className="filter" aria-label="标签" placeholder="标签" allowClear showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={200}
        options={groups.map(({ name, tags }) => ({ label: name, options: tags.map((tag) => ({ value: tag.id, label: tag.name })) }))}
        value={values.tagId ?? null} onChange={(tagId: string | null | undefined) => change({ tagId })} notFoundContent="还没有企业标签"
      />
      <Select
        className="filter" aria-label="关系" placeholder="关系" allowClear popupMatchSelectWidth={160} options={followStates.map((state) => ({ value: state, label: followStateNames[state] }))}
        value={oneOf(followStates, values.state) ?? null} onChange={(state: string | null | undefined) => change({ state })}
      />
      <DayRange label="添加时间" from={values.addedFrom} to={values.addedTo} onChange={(range) => change({ addedFrom: range?.from, addedTo: range?.to })} />
    </>
  );
}
