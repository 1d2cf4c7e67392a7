import { useLocation, useParams, useSearchParams } from 'react-router-dom';
import { metrics, type Metric } from '../../../../shared/analytics/constants.ts';
import { oneOf } from '../../lib/useFilters.ts';
import { searchWith, type ReportInput } from './reportFilter.ts';
import type { ReportRow } from './reportQueries.ts';

export const reportPath = '/attribution';
type Whose = Pick<ReportRow, 'kind' | 'id'>;

/** Where the rows behind a figure are: of the whole page, or of one of its rows. */
export const useFactsUrl = () => {
  const { search } = useLocation();
  return (metric: Metric, whose?: Whose): string => `${reportPath}/facts/${metric}${searchWith(search, { ...(whose ? { of: `${whose.kind}:${whose.id}` } : {}) })}`;
};

/** Which figure's rows are open, and whose. */
export function useOpenFacts(): { metric: Metric; narrow: Pick<ReportInput, 'departmentId' | 'userid'>; isRow: boolean } | undefined {
  const metric = oneOf(metrics, useParams().metric);
  const [params] = useSearchParams();
  if (!metric) return undefined;
  const [, kind, id = ''] = /^(department|manager):(.+)$/.exec(params.get('of') ?? '') ?? [];
  if (kind === 'manager') return { metric, narrow: { userid: id }, isRow: true };
  if (kind === 'department' && Number(id) > 0) return { metric, narrow: { departmentId: Number(id) }, isRow: true };
  return { metric, narrow: {}, isRow: false };
}
