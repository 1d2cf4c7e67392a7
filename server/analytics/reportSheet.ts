import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import { metrics, metricTexts, targetMetrics, type Metric } from '../../shared/analytics/constants.ts';
import { touchChannelNames } from '../../shared/attribution/constants.ts';
import { campaignsById } from '../channels/campaigns.ts';
import type { Actor } from '../platform/actor.ts';
import { businessTime } from '../platform/clock.ts';
import { logger } from '../platform/logger.ts';
import { wholeReport, type ReportInput } from './getReport.ts';
import { leaders } from './listLeaders.ts';
import type { ReportRow } from './reportRows.ts';

type Report = Awaited<ReturnType<typeof wholeReport>>;
type Figures = Record<Metric, number>;
interface Column { title: string; metric: Metric; of: (row: { figures: Figures; before: Figures | null; targets?: ReportRow['targets'] }) => number | null }

const inYuan = (metric: Metric, value: number): number => (metricTexts[metric].unit === 'fen' ? value / 100 : value);
const format = (metric: Metric): string => (metricTexts[metric].unit === 'fen' ? '#,##0.00' : '#,##0');
const unit = (metric: Metric): string => (metricTexts[metric].unit === 'fen' ? '（元）' : '');

/** What is seen, and every row of it, as a workbook with time and filter at its head. */
export async function reportSheet(input: ReportInput, actor: Actor, at: Date): Promise<Readable> {
  const report = await wholeReport(input, actor);
  const managers = await leaders(input, input.sortBy, { skip: 0, limit: Number.MAX_SAFE_INTEGER }, actor);
  const head = [`导出时间 ${businessTime(at).format('YYYY-MM-DD HH:mm')}，数据截至 ${report.asOf ? businessTime(new Date(report.asOf)).format('YYYY-MM-DD HH:mm') : '无'}`, `筛选：${await filterWords(input, report)}`];
  const stream = new PassThrough();
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  void write(book, head, report, managers.rows).catch((error: Error) => {
    logger.warn({ reason: error.name }, '导出中断');
    stream.destroy(error);
  });
  return stream;
}

async function write(book: ExcelJS.stream.xlsx.WorkbookWriter, head: string[], report: Report, managers: ReportRow[]): Promise<void> {
  const compares = report.before !== null;
  const kinds = { department: '机构', manager: '客户经理', unassigned: '—' } as const;
  const rowCells = (row: ReportRow) => [row.name, kinds[row.kind], row.departmentName, row.rank, ...(compares ? [row.rankBefore] : [])];
  const named = [['名称', 18], ['类别', 10], ['机构', 18], ['排名', 8], ...(compares ? [['对比期排名', 12] as const] : [])] as const;
  const columns = columnsOf(compares, true);
  const total = { figures: report.total, before: report.before, targets: report.targets };
  writeSheet(book, '归因报表', head, named, columns, [
    ...report.rows.map((row) => ({ cells: rowCells(row), values: row })),
    { cells: ['合计', '', '', null, ...(compares ? [null] : [])], values: total },
  ]);
  writeSheet(book, '客户经理', head, named, columns, managers.map((row) => ({ cells: rowCells(row), values: row })));
  writeSheet(book, '每日', head, [['日期', 14]], columnsOf(compares, false), report.trend.map(({ day, ...values }) => ({ cells: [day], values })));
  await book.commit();
}

function columnsOf(compares: boolean, hasTargets: boolean): Column[] {
  const isTarget = (metric: Metric): metric is (typeof targetMetrics)[number] => (targetMetrics as readonly Metric[]).includes(metric);
  return metrics.flatMap((metric): Column[] => [
    { title: `${metricTexts[metric].name}${unit(metric)}`, metric, of: ({ figures }) => figures[metric] },
    ...(compares ? [{ title: `对比期${metricTexts[metric].name}${unit(metric)}`, metric, of: ({ before }: { before: Figures | null }) => before?.[metric] ?? null }] : []),
    ...(hasTargets && isTarget(metric) ? [{ title: `${metricTexts[metric].name}目标${unit(metric)}`, metric, of: ({ targets }: { targets?: ReportRow['targets'] }) => targets?.[metric] ?? null }] : []),
  ]);
}

interface Line { cells: (string | number | null)[]; values: Parameters<Column['of']>[0] }

function writeSheet(book: ExcelJS.stream.xlsx.WorkbookWriter, name: string, head: string[], named: readonly (readonly [string, number])[], columns: readonly Column[], lines: readonly Line[]): void {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: head.length + 1, xSplit: 1 }] });
  sheet.columns = [...named.map(([, width]) => ({ width })), ...columns.map(({ metric, title }) => ({ width: Math.max(12, title.length * 2), style: { numFmt: format(metric) } }))];
  for (const line of head) sheet.addRow([line]).commit();
  const titles = sheet.addRow([...named.map(([title]) => title), ...columns.map(({ title }) => title)]);
  titles.font = { bold: true };
  titles.commit();
  for (const { cells, values } of lines) {
    sheet.addRow([...cells, ...columns.map(({ metric, of }) => { const value = of(values); return value === null ? null : inYuan(metric, value); })]).commit();
  }
  sheet.commit();
}

async function filterWords({ from, to, compareFrom, compareTo, campaignId, channel, sortBy }: ReportInput, { trail }: Report): Promise<string> {
  const campaign = campaignId ? (await campaignsById([campaignId])).get(campaignId)?.name ?? campaignId : '';
  return [
    `${from} 至 ${to}`, compareFrom && `对比 ${compareFrom} 至 ${compareTo}`, trail.map(({ name }) => name).join(' / '),
    campaign && `活动「${campaign}」`, channel && `渠道 ${touchChannelNames[channel]}`, `按${metricTexts[sortBy].name}排序`,
  ].filter(Boolean).join('，');
}
