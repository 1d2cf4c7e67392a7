import { Department, type DepartmentRow } from '../org/department.model.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { StaffPlace } from '../org/staffPlace.model.ts';
import { isWithin, seesSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { parentOf } from './cells.rules.ts';
import { Figure } from './figure.model.ts';

/** What a report is about. */
export interface ReportScope {
  /** Figures made below any of these count. */
  paths: string[];
  /** Of one manager alone. */
  userid: string | null;
  /** Several departments without one above them: they are the rows themselves. */
  severalRoots: boolean;
  trail: { kind: 'department' | 'manager'; id: string; name: string }[];
}
interface Asked { departmentId?: number | undefined; userid?: string | undefined }

/** The scope that was asked for, or 404 where it is not the actor's. */
export async function reportScope({ departmentId, userid }: Asked, actor: Actor): Promise<ReportScope> {
  if (!seesSubtree(actor)) return ownScope({ departmentId, userid }, actor);
  const roots = rootsOf(actor);
  const paths = departmentId === undefined ? roots : await pathsOf(departmentId, actor);
  const severalRoots = departmentId === undefined && roots.length !== 1;
  const trail = severalRoots ? [{ kind: 'department' as const, id: '', name: '管辖范围' }] : await trailTo(paths[0] ?? '', roots);
  if (userid === undefined) return { paths, userid: null, severalRoots, trail };
  const name = await nameWithin(userid, paths);
  return { paths, userid, severalRoots, trail: [...trail, { kind: 'manager', id: userid, name }] };
}

/** Who is only a manager sees their own figures, wherever they were made. */
function ownScope({ departmentId, userid }: Asked, actor: Actor): ReportScope {
  if (departmentId !== undefined) throw new AppError('org.departmentNotFound');
  if (userid !== undefined && userid !== actor.id) throw new AppError('org.staffNotFound');
  const name = actor.kind === 'staff' ? actor.name : actor.id;
  return { paths: ['/'], userid: actor.id, severalRoots: false, trail: [{ kind: 'manager', id: actor.id, name }] };
}

/** Subtrees of the actor, none inside another. */
function rootsOf(actor: Actor): string[] {
  if (actor.kind !== 'staff') return ['/1/'];
  const paths = [...new Set(actor.departmentPaths)];
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
}

/** Where the department stands, and where it stood when it was somewhere else: its figures are where they were made. */
async function pathsOf(departmentId: number, actor: Actor): Promise<string[]> {
  const row = await Department.findById(departmentId, { path: 1 }).lean<Pick<DepartmentRow, 'path'>>();
  const earlier: string[] = await StaffPlace.distinct('departmentPath', { departmentPath: { $regex: new RegExp(`/${departmentId}/`) } });
  const own = earlier.map((path) => path.slice(0, path.indexOf(`/${departmentId}/`) + `/${departmentId}/`.length));
  const paths = [...new Set([...(row ? [row.path] : []), ...own])].filter((path) => isWithin(actor, path));
  if (paths.length === 0) throw new AppError('org.departmentNotFound');
  return paths;
}

async function trailTo(path: string, roots: readonly string[]): Promise<ReportScope['trail']> {
  const root = roots.find((each) => path.startsWith(each)) ?? path;
  const above: string[] = [];
  for (let each = path; each.startsWith(root); each = parentOf(each)) above.unshift(each);
  const names = await departmentNames(above);
  return above.map((each) => ({ kind: 'department', id: idOf(each), name: names.get(each) ?? '' }));
}

export const idOf = (path: string): string => path.split('/').at(-2) ?? '';

/** Who works or has worked there, or has figures that were made there. */
async function nameWithin(userid: string, paths: readonly string[]): Promise<string> {
  const staff = (await findStaff([userid])).get(userid);
  const within = (path: string) => paths.some((each) => path.startsWith(each));
  if (staff && within(staff.departmentPath)) return staff.name;
  const worked: string[] = await StaffPlace.distinct('departmentPath', { userid });
  const made: string[] = await Figure.distinct('path', { userid });
  if (![...worked, ...made].some(within)) throw new AppError('org.staffNotFound');
  return staff?.name ?? userid;
}

/** A condition for a path: below any of these. MongoDB reads one range of the index for a plain prefix, the whole index for a group. */
export const belowAny = (paths: readonly string[]) => ({ $regex: new RegExp(paths.length === 1 ? `^${paths[0]}` : `^(?:${paths.join('|')})`) });
