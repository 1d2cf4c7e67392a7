import { useQuery } from '@tanstack/react-query';
import type { Answer, Api } from '../../../shared/api.ts';
import { api } from './api.ts';
import { calm } from './queryClient.ts';

export type Department = Answer<Api['org']['listDepartments']>['rows'][number];
export interface DepartmentNode { key: number; value: number; title: string; staffCount: number; children: DepartmentNode[] }

export const useDepartments = ({ enabled = true } = {}) =>
  useQuery({ queryKey: ['org', 'listDepartments'], queryFn: ({ signal }) => api.org.listDepartments({}, { signal }), enabled, ...calm });

/** Departments below each other; whoever's parent is out of sight stands at the top. */
export function treeOf(departments: readonly Department[]): DepartmentNode[] {
  const nodes = new Map(departments.map(({ id, name, staffCount }) => [id, { key: id, value: id, title: name, staffCount, children: [] as DepartmentNode[] }]));
  const tops: DepartmentNode[] = [];
  for (const { id, parentId } of departments) {
    const node = nodes.get(id);
    if (node) (nodes.get(parentId)?.children ?? tops).push(node);
  }
  return tops;
}
