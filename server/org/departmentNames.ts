import { Department, type DepartmentRow } from './department.model.ts';

const idOf = (path: string): number => Number(path.split('/').filter(Boolean).at(-1));

/** Each path's own department by name, removed ones too: `/1/2/21/` → 外滩支行. A department never seen has an empty name. */
export async function departmentNames(paths: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(paths)];
  const rows = await Department.find({ _id: { $in: unique.map(idOf) } }, { name: 1 }).lean<Pick<DepartmentRow, '_id' | 'name'>[]>();
  const names = new Map(rows.map((row) => [row._id, row.name]));
  return new Map(unique.map((path) => [path, names.get(idOf(path)) ?? '']));
}
