import type { DepartmentKind } from '../../shared/org/constants.ts';

export interface GivenDepartment { id: number; name: string; parentid: number; order: number }
export interface PlacedDepartment { id: number; name: string; parentId: number; path: string; kind: DepartmentKind; order: number }

const rootId = 1;
const kindByDepth: readonly DepartmentKind[] = ['headquarters', 'branch', 'subBranch'];

/** Departments form a ring: no path leads from these to the root. */
export class DepartmentCycle extends Error {}

/**
 * The tree with its paths, parents first. A department whose parent the app may not see hangs directly under the root,
 * so that headquarters' scope covers it.
 */
export function placeDepartments(given: readonly GivenDepartment[]): PlacedDepartment[] {
  const known = new Map(given.map((each) => [each.id, each]));
  const paths = new Map([[rootId, `/${rootId}/`]]);
  for (const { id } of given) setPaths(id, known, paths);
  return [...known.values()]
    .map(({ id, name, order }) => {
      const path = paths.get(id) ?? '';
      return { id, name, parentId: id === rootId ? 0 : parentOf(id, known), path, kind: kindByDepth[depthOf(path)] ?? 'other' as const, order };
    })
    .sort((a, b) => depthOf(a.path) - depthOf(b.path) || b.order - a.order || a.id - b.id); // WeCom: a larger order stands first
}

/** Walks up to the first department whose path is known, and sets the paths of all below it on the way back. */
function setPaths(id: number, known: ReadonlyMap<number, GivenDepartment>, paths: Map<number, string>): void {
  const trail: number[] = [];
  let above = id;
  while (!paths.has(above)) {
    if (trail.includes(above)) throw new DepartmentCycle(`department ${above}`);
    trail.push(above);
    above = parentOf(above, known);
  }
  let path = paths.get(above) ?? '';
  for (const each of trail.reverse()) {
    path = `${path}${each}/`;
    paths.set(each, path);
  }
}

function parentOf(id: number, known: ReadonlyMap<number, GivenDepartment>): number {
  const parent = known.get(id)?.parentid;
  return parent !== undefined && known.has(parent) ? parent : rootId;
}

/** 0 for the root `/1/`. */
export const depthOf = (path: string): number => path.split('/').length - 3;

/** What is counted at each path, counted again at every path above it. */
export function rollUp(counts: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [path, count] of counts) {
    const ids = path.split('/').filter(Boolean);
    for (let length = 1; length <= ids.length; length += 1) {
      const above = `/${ids.slice(0, length).join('/')}/`;
      sums.set(above, (sums.get(above) ?? 0) + count);
    }
  }
  return sums;
}
