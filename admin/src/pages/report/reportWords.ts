import { targetMetrics, type Metric, type TargetMetric } from '../../../../shared/analytics/constants.ts';
import { metricWords } from './metricWords.ts';
import type { Period } from './periods.ts';
import type { Report, ReportRow } from './reportQueries.ts';

interface Asked { metric: Metric; period: Period; /** Nothing can come to it any more. */ isOver: boolean; before: { name: string } | undefined; /** Targets are of all channels and campaigns, and of whole months. */ measuresTargets: boolean }

const hasTarget = (metric: Metric): metric is TargetMetric => targetMetrics.some((each) => each === metric);

/** The target of a metric, where there is one that the period can be measured by. */
export const targetOf = (targets: ReportRow['targets'], { metric, measuresTargets }: Pick<Asked, 'metric' | 'measuresTargets'>): number | undefined =>
  (measuresTargets && hasTarget(metric) ? targets[metric] || undefined : undefined);

export const reportWords = {
  /** `本月华东分行确认管户 1,284 户，比上月同期多 12%，完成目标 86%。` */
  sentence({ total, before, targets }: Report, scope: string, asked: Asked): string {
    const { metric, period } = asked;
    const [now, then] = [total[metric], before?.[metric]];
    const target = targetOf(targets, asked);
    const head = now === 0 ? `${reportWords.none(period, scope, asked.isOver)}${metricWords.name(metric)}` : `${period.name}${scope}${metricWords.name(metric)} ${metricWords.say(metric, now)}`;
    const change = then === undefined || !asked.before ? [] : [now === 0 && then === 0 ? `${asked.before.name}也没有` : metricWords.change(metric, now, then, asked.before.name)];
    return `${[head, ...change, ...(target ? [`完成目标 ${metricWords.done(now, target)}`] : [])].join('，')}。`;
  },
  none: (period: Period, scope: string, isOver: boolean) => `${period.name}${scope}${isOver ? '' : '还'}没有`,
  tileNote: (metric: Metric, now: number, then: number | undefined, before: Asked['before']) => (then === undefined || !before ? undefined : metricWords.change(metric, now, then, before.name)),
  trend: (metric: Metric, period: string, total: number) => `${period}每日${metricWords.name(metric)}折线图，合计 ${metricWords.say(metric, total)}`,
  rate: '这一步是上一步的百分之几；客户可以不经上一步，例如直接扫渠道码添加，因此可能超过 100%',
  target: { none: '没有设目标', unmeasured: '目标按月设定，且不分活动和渠道：时间选整月、不选活动和渠道时，可以看完成率' },
  unassigned: '发生时没有客户经理管户的客户',
};

/** Nothing at all, now or in the compared period. */
export const isBlank = ({ total, before }: Report): boolean => [...Object.values(total), ...Object.values(before ?? {})].every((value) => value === 0);
