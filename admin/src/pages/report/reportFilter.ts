import { metrics, type Metric } from '../../../../shared/analytics/constants.ts';
import { touchChannels } from '../../../../shared/attribution/constants.ts';
import type { Api } from '../../../../shared/api.ts';
import { businessDay } from '../../lib/clock.ts';
import { oneOf, useFilters } from '../../lib/useFilters.ts';
import { periodOf } from './periods.ts';

export const filterNames = ['period', 'from', 'to', 'departmentId', 'userid', 'campaign', 'channel', 'compare', 'metric', 'tab', 'all'] as const;
export const comparisons = ['previous', 'lastYear', 'none'] as const;
export type ReportInput = Parameters<Api['analytics']['getReport']>[0];
export type ReportFilter = ReturnType<typeof useReportFilter>;
export const firstMetric: Metric = 'confirmed';

/** What the address asks for, made whole: periods become days, and what is not known is left out. */
export function useReportFilter() {
  const { values, page, change } = useFilters(filterNames);
  const period = periodOf(values, businessDay());
  const compare = oneOf(comparisons, values.compare) ?? 'previous';
  const before = compare === 'none' ? undefined : compare === 'lastYear' ? { name: '去年同期', days: period.lastYear } : period.previous;
  const metric = oneOf(metrics, values.metric) ?? firstMetric;
  const channel = oneOf(touchChannels, values.channel);
  const departmentId = Number(values.departmentId);
  const scope = { ...(Number.isInteger(departmentId) && departmentId > 0 ? { departmentId } : {}), ...(values.userid ? { userid: values.userid } : {}) };
  const only = { ...(values.campaign ? { campaignId: values.campaign } : {}), ...(channel ? { channel } : {}) };
  const input: ReportInput = { ...period.days, ...scope, ...only, ...(before ? { compareFrom: before.days.from, compareTo: before.days.to } : {}), sortBy: metric };
  const isNarrowed = Object.keys(only).length > 0;
  return { period, compare, before, metric, channel, campaignId: values.campaign, scope, input, isNarrowed, tab: values.tab === 'rank' ? 'rank' as const : 'levels' as const, showsAll: values.all === '1', page, change };
}

/** This address with other filters, for links. */
export function searchWith(search: string, patch: Partial<Record<(typeof filterNames)[number] | 'page' | 'of' | 'factsPage', string | number | undefined>>): string {
  const params = new URLSearchParams(search);
  for (const name of ['page', 'of', 'factsPage']) params.delete(name);
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) params.delete(name);
    else params.set(name, String(value));
  }
  return params.size > 0 ? `?${params.toString()}` : '';
}

/** The workbook of what is shown. */
export const sheetUrl = (input: ReportInput): string => `/analytics/report.xlsx?${new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString()}`;
