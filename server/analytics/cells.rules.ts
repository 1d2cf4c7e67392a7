import { metrics, type Metric } from '../../shared/analytics/constants.ts';
import type { TouchChannel } from '../../shared/attribution/constants.ts';

/** What is not there is zero. */
export type Figures = Partial<Record<Metric, number>>;

/** Figures of one day, one manager, one place, one campaign and one channel: the smallest part of every report. */
export interface Cell {
  day: string;
  /** Empty where nobody held the customer. */
  userid: string;
  /** Where the manager worked then. */
  path: string;
  campaignId: string | null;
  channel: TouchChannel;
  figures: Figures;
}

/** Figures of a department with all below it, or of a manager in a department, over a span, under one filter. */
export interface Sum {
  span: string;
  slice: string;
  /** The department above: reports list what stands under one parent. */
  parent: string;
  /** Of a department its own path, of a manager the place where the figures were made. */
  path: string;
  /** null = a department. */
  userid: string | null;
  figures: Figures;
}

export function add(into: Figures, more: Figures, sign: 1 | -1 = 1): Figures {
  for (const metric of metrics) if (more[metric]) into[metric] = (into[metric] ?? 0) + sign * more[metric];
  return into;
}
export const sumOf = (all: Iterable<Figures>): Figures => {
  const sum: Figures = {};
  for (const each of all) add(sum, each);
  return sum;
};
export const full = (figures: Figures): Record<Metric, number> => Object.fromEntries(metrics.map((metric) => [metric, figures[metric] ?? 0])) as Record<Metric, number>; // every metric is named
export const isZero = (figures: Figures): boolean => metrics.every((metric) => !figures[metric]);
export const negated = (cell: Cell): Cell => ({ ...cell, figures: add({}, cell.figures, -1) });

/** The filters under which a report may be asked for. */
export const sliceOf = ({ campaignId, channel }: { campaignId?: string | null | undefined; channel?: TouchChannel | undefined }): string =>
  [campaignId ? `c=${campaignId}` : '', channel ? `h=${channel}` : ''].filter(Boolean).join('&') || '*';

const slicesOf = ({ campaignId, channel }: Cell): string[] => [...new Set([{}, { campaignId }, { channel }, { campaignId, channel }].map(sliceOf))];
export const isInSlice = (cell: Cell, slice: string): boolean => slicesOf(cell).includes(slice);

/** `/1/2/21/` → `/1/2/`; of the root `/`. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);

/** The path's department and all above it. */
export function departmentsOf(path: string): string[] {
  const paths: string[] = [];
  for (let each = path; each !== '/' && each !== ''; each = parentOf(each)) paths.push(each);
  return paths;
}

/** In the order in which reports read: one range of keys for a span, a filter and a parent. */
export const keyOf = ({ span, slice, parent, path, userid }: Omit<Sum, 'figures'>): string => `${span}|${slice}|${parent}|${userid === null ? `d${path}` : `m${userid}`}`;

/** Cells of the same place in one. */
export function gatherCells(cells: Iterable<Cell>): Cell[] {
  const gathered = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${cell.day}|${cell.userid}|${cell.path}|${cell.campaignId ?? ''}|${cell.channel}`;
    const known = gathered.get(key);
    if (known) add(known.figures, cell.figures);
    else gathered.set(key, { ...cell, figures: { ...cell.figures } });
  }
  return [...gathered.values()];
}

/** What each row of the read model gets of these cells. */
export function sumsOf(cells: Iterable<Cell>, spansOf: (day: string) => readonly string[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  const count = (sum: Omit<Sum, 'figures'>, figures: Figures) => {
    const key = keyOf(sum);
    const known = sums.get(key);
    if (known) add(known.figures, figures);
    else sums.set(key, { ...sum, figures: { ...figures } });
  };
  for (const cell of cells) {
    const { path, userid, figures } = cell;
    const departments = departmentsOf(path);
    for (const span of spansOf(cell.day)) for (const slice of slicesOf(cell)) {
      count({ span, slice, parent: path, path, userid }, figures);
      for (const department of departments) count({ span, slice, parent: parentOf(department), path: department, userid: null }, figures);
    }
  }
  return sums;
}
