import { Tree } from 'antd';
import { ErrorState } from '../../components/ErrorState.tsx';
import { count } from '../../lib/figures.ts';
import { treeOf, type DepartmentNode, type useDepartments } from '../../lib/departments.ts';

interface DepartmentTreeProps { departments: ReturnType<typeof useDepartments>; selected: number | undefined; onSelect: (id: number | undefined) => void }

export function DepartmentTree({ departments: { data, error, refetch }, selected, onSelect }: DepartmentTreeProps) {
  return (
    <aside className="card org-tree" aria-label="部门">
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <div className="bone bone-block" />)}
      {data?.rows.length === 0 && <p className="hint">还没有部门</p>}
      {data && data.rows.length > 0 && (
        <Tree<DepartmentNode>
          treeData={treeOf(data.rows)} defaultExpandedKeys={data.rows.map(({ id }) => id)} selectedKeys={selected ? [selected] : []} blockNode
          onSelect={([key]) => onSelect(typeof key === 'number' ? key : undefined)}
          titleRender={({ title, staffCount }) => <span className="tree-row"><span>{title}</span><span className="hint figure">{count(staffCount)}</span></span>}
        />
      )}
    </aside>
  );
}
