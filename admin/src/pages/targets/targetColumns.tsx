import { InputNumber, type TableColumnsType } from 'antd';
import { metricTexts, targetMetrics, type TargetMetric } from '../../../../shared/analytics/constants.ts';
import { sayAmount, sayAmountInFull } from '../../lib/amounts.ts';
import { count } from '../../lib/figures.ts';
import type { TargetDraft } from './targetDraft.ts';
import type { TargetRow } from './targetQueries.ts';

const fenPerWan = 1_000_000;
const mostFen = 10 ** 15;
const isAmount = (metric: TargetMetric): boolean => metricTexts[metric].unit === 'fen';
const titles: Record<TargetMetric, string> = { added: '添加（次）', registered: '注册（位）', confirmed: '确认管户（户）', opened: '开户（户）', aumFen: '资产净增（万元）', purchasedFen: '购买金额（万元）' };

/** Managers with a field for each target; plain figures for who may only read. */
export const targetColumns = (changed: TargetDraft[string], set?: (row: TargetRow, metric: TargetMetric, value: number | null) => void): TableColumnsType<TargetRow> => [
  { title: '客户经理', key: 'name', width: 132, fixed: 'left', render: (_, { name, departmentName }) => <><span className="strong">{name}</span><div className="hint">{departmentName}</div></> },
  ...targetMetrics.map((metric) => ({
    title: set ? titles[metric] : metricTexts[metric].name, key: metric, align: 'right' as const, width: isAmount(metric) ? 150 : 116,
    render: (_: unknown, row: TargetRow) => {
      const values = { ...row.values, ...changed[row.userid]?.values };
      if (!set) return <Plain metric={metric} value={row.values[metric]} />;
      return <Field row={row} metric={metric} value={values[metric] ?? null} isChanged={changed[row.userid]?.values[metric] !== undefined} onChange={(value) => set(row, metric, value)} />;
    },
  })),
];

function Plain({ metric, value }: { metric: TargetMetric; value: number | undefined }) {
  if (value === undefined) return <span className="hint">–</span>;
  return <span className="figure" title={isAmount(metric) ? sayAmountInFull(value) : undefined}>{isAmount(metric) ? sayAmount(value) : count(value)}</span>;
}

interface FieldProps { row: TargetRow; metric: TargetMetric; value: number | null; isChanged: boolean; onChange: (value: number | null) => void }

/** Amounts are typed in 万元 and kept in fen. */
function Field({ row, metric, value, isChanged, onChange }: FieldProps) {
  const scale = isAmount(metric) ? fenPerWan : 1;
  return (
    <InputNumber<number>
      className={`target-field${isChanged ? ' target-changed' : ''}`} controls={false} min={0} max={mostFen / scale} precision={isAmount(metric) ? undefined : 0} inputMode={isAmount(metric) ? 'decimal' : 'numeric'}
      placeholder="未设" value={value === null ? null : value / scale} aria-label={`${row.name}${titles[metric]}`} onChange={(typed) => onChange(typed === null ? null : Math.round(typed * scale))}
    />
  );
}
