import type { z } from 'zod';
import type { Metric } from '../../shared/analytics/constants.ts';
import type { ReportRow as RowContract } from '../../shared/analytics/report.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { add, full, isZero, parentOf, type Cell, type Figures, type Sum } from './cells.rules.ts';
import type { Snapshot } from './inSnapshot.ts';
import { ranksOf } from './ranks.rules.ts';
import { idOf, type ReportScope } from './reportScope.ts';
import type { Period } from './spans.rules.ts';
import { sumOfTargets, type ManagerTargets } from './targetsOf.ts';

export type ReportRow = z.infer<typeof RowContract>;

/** One child of the scope. */
export interface Child { kind: ReportRow['kind']; id: string; /** Where it stands, or where the manager's figures were made. */ paths: Set<string>; figures: Figures }
export type Children = Map<string, Child>;

/** What stands below the scope in a period, by `kind|id`. */
export async function childrenOf(snapshot: Snapshot, { paths, userid, severalRoots }: ReportScope, period: Period, slice: string): Promise<Children> {
  const spans = snapshot.spansOf(period);
  const cells = snapshot.pending(period, slice);
  if (userid !== null) {
    const within = (path: string) => paths.some((each) => path.startsWith(each));
    const sums = (await snapshot.managers([userid], spans, slice)).filter(({ path }) => within(path));
    return gather([...sums, ...cells.filter((cell) => cell.userid === userid && within(cell.path))]);
  }
  if (severalRoots) {
    const sums = await snapshot.departments(paths.map((path) => ({ path, parent: parentOf(path) })), spans, slice);
    return gather([...sums, ...cells.flatMap((cell) => asRowsOf(cell, paths.filter((path) => cell.path.startsWith(path))))]);
  }
  const sums = await snapshot.children(paths, spans, slice);
  return gather([...sums, ...cells.flatMap((cell) => paths.flatMap((path) => childBelow(cell, path)))]);
}

type Part = Pick<Sum, 'path' | 'userid' | 'figures'>;

function gather(parts: readonly Part[]): Children {
  const children: Children = new Map();
  for (const { path, userid, figures } of parts) {
    const [kind, id] = userid === null ? ['department' as const, idOf(path)] : userid === '' ? ['unassigned' as const, ''] : ['manager' as const, userid];
    const known = children.get(`${kind}|${id}`) ?? { kind, id, paths: new Set(), figures: {} };
    children.set(`${kind}|${id}`, known);
    known.paths.add(path);
    add(known.figures, figures);
  }
  return children;
}

const asRowsOf = ({ figures }: Cell, paths: readonly string[]): Part[] => paths.map((path) => ({ path, userid: null, figures }));

/** The cell under the child of this department that it belongs to. */
function childBelow(cell: Cell, parent: string): Part[] {
  if (cell.path === parent) return [cell];
  if (!cell.path.startsWith(parent)) return [];
  return [{ path: cell.path.slice(0, cell.path.indexOf('/', parent.length) + 1), userid: null, figures: cell.figures }];
}

const kindOrder: Record<ReportRow['kind'], number> = { department: 0, manager: 1, unassigned: 2 };

interface Shown { now: Children; before: Children | null; sortBy: Metric; targets: readonly ManagerTargets[]; scope: ReportScope }

/** Rows as pages show them: departments, then managers, then what nobody held; each kind by the sorted figure. */
export async function reportRows({ now, before, sortBy, targets, scope }: Shown): Promise<ReportRow[]> {
  const withTargets = emptied(childrenWithTargets(targets, scope));
  const children: Children = new Map([...await departmentsBelow(scope), ...(before ? emptied(before) : []), ...withTargets, ...now]);
  const says = (row: Child) => row.kind === 'department' || !isZero(row.figures) || !isZero(before?.get(keyOf(row))?.figures ?? {}) || withTargets.has(keyOf(row));
  const rows = [...children.values()].filter(says);
  const nameOf = await namesOf(rows);
  const rankOf = ranksOf(rows, (row) => row.figures[sortBy] ?? 0, (row) => row.kind);
  const rankBefore = before && ranksOf(rows, (row) => before.get(keyOf(row))?.figures[sortBy] ?? 0, (row) => row.kind);
  return rows
    .map((row) => ({
      kind: row.kind, id: row.id, ...nameOf(row), figures: full(row.figures), before: before && full(before.get(keyOf(row))?.figures ?? {}),
      rank: rankOf(row), rankBefore: rankBefore && rankBefore(row),
      targets: sumOfTargets(targets.filter((each) => isOf(each, row, scope)).map((each) => each.values)),
    }))
    .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || a.rank - b.rank || a.name.localeCompare(b.name, 'zh') || (a.id < b.id ? -1 : 1));
}

const keyOf = ({ kind, id }: Pick<Child, 'kind' | 'id'>): string => `${kind}|${id}`;
const emptied = (children: Children): Children => new Map([...children].map(([key, child]) => [key, { ...child, figures: {} }]));

/** Those in which nothing has happened are shown too. */
async function departmentsBelow({ paths, userid, severalRoots }: ReportScope): Promise<Children> {
  if (userid !== null || severalRoots) return new Map();
  const rows = await Department.find({ parentId: { $in: paths.map((path) => Number(idOf(path))) }, removedAt: null }, { path: 1 }).lean<Pick<DepartmentRow, '_id' | 'path'>[]>();
  return gather(rows.filter(({ path }) => paths.includes(parentOf(path))).map(({ path }) => ({ path, userid: null, figures: {} })));
}

/** A manager with a target and nothing to show for it has a row too. */
const childrenWithTargets = (targets: readonly ManagerTargets[], { paths, severalRoots, userid }: ReportScope): Children => gather(targets.flatMap(({ userid: manager, path }): Part[] => {
  if (userid !== null) return manager === userid ? [{ path, userid, figures: {} }] : [];
  const place = { day: '', userid: manager, path, campaignId: null, channel: 'direct' as const, figures: {} };
  return severalRoots ? asRowsOf(place, paths.filter((each) => path.startsWith(each))) : paths.flatMap((each) => childBelow(place, each));
}));

/** A target is the row's where the manager works, so that it counts in one row alone. */
function isOf({ userid, path }: ManagerTargets, { kind, id, paths }: Child, scope: ReportScope): boolean {
  if (kind === 'department') return [...paths].some((each) => path.startsWith(each));
  return kind === 'manager' && userid === id && (scope.userid !== null || scope.paths.includes(path));
}

/** Names of departments and staff, those that are gone too. */
export async function namesOf(rows: readonly Pick<Child, 'kind' | 'id' | 'paths'>[]): Promise<(row: Pick<Child, 'kind' | 'id' | 'paths'>) => { name: string; departmentName: string }> {
  const departments = await departmentNames(rows.flatMap(({ paths }) => [...paths]));
  const staff = await findStaff(rows.flatMap(({ kind, id }) => (kind === 'manager' ? [id] : [])));
  return ({ kind, id, paths }) => {
    const places = [...new Set([...paths].sort().map((path) => departments.get(path) ?? ''))].filter(Boolean).join('、');
    if (kind === 'department') return { name: places || id, departmentName: '' };
    return kind === 'unassigned' ? { name: '无管户客户经理', departmentName: '' } : { name: staff.get(id)?.name ?? id, departmentName: places };
  };
}
