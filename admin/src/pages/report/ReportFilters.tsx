import { Button, DatePicker, Select, TreeSelect } from 'antd';
import dayjs from 'dayjs';
import { metrics, reportLimits, type Metric } from '../../../../shared/analytics/constants.ts';
import { touchChannelNames, touchChannels } from '../../../../shared/attribution/constants.ts';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import { businessDay } from '../../lib/clock.ts';
import { treeOf, useDepartments } from '../../lib/departments.ts';
import { useCan } from '../../lib/useSession.ts';
import { CampaignPicker } from '../invites/CampaignPicker.tsx';
import { useCampaigns } from '../invites/inviteQueries.ts';
import { metricWords } from './metricWords.ts';
import { periodChoices } from './periods.ts';
import { filterNames, firstMetric, type ReportFilter } from './reportFilter.ts';

const comparisonNames = [{ value: 'previous', label: '比上一周期' }, { value: 'lastYear', label: '比去年同期' }, { value: 'none', label: '不比较' }];
const metricChoices = metrics.map((metric) => ({ value: metric, label: metricWords.name(metric) }));
const channelChoices = touchChannels.map((channel) => ({ value: channel, label: touchChannelNames[channel] }));
const format = 'YYYY-MM-DD';

/** Everything that the report is about; all of it stands in the address. */
export function ReportFilters({ filter: { period, compare, metric, channel, campaignId, scope, change }, seesOthers }: { filter: ReportFilter; seesOthers: boolean }) {
  const campaigns = useCampaigns().data?.rows ?? [];
  const isNarrowed = Boolean(campaignId ?? channel ?? scope.departmentId ?? scope.userid);
  const clear = () => change(Object.fromEntries(filterNames.filter((name) => !['tab', 'all', 'metric'].includes(name)).map((name) => [name, null])));
  return (
    <div className="filters report-filters" role="search" aria-label="报表筛选">
      <Select className="filter" aria-label="指标" value={metric} options={metricChoices} onChange={(next: Metric) => change({ metric: next === firstMetric ? null : next })} />
      <PeriodFields period={period} change={change} />
      {seesOthers && <ScopeFields scope={scope} change={change} />}
      <CampaignPicker chosen={campaigns.find(({ id }) => id === campaignId)} value={campaignId} onChange={(id) => change({ campaign: id })} />
      <Select className="filter filter-short" aria-label="渠道" placeholder="渠道" allowClear value={channel ?? null} options={channelChoices} onChange={(next: string | null | undefined) => change({ channel: next })} />
      <Select className="filter filter-short" aria-label="比较" value={compare} options={comparisonNames} onChange={(next: string) => change({ compare: next === 'previous' ? null : next })} />
      {isNarrowed && <Button type="link" onClick={clear}>清除筛选</Button>}
    </div>
  );
}

type Change = Pick<ReportFilter, 'change'>;

/** A name, or days picked by hand: the days are always seen. */
function PeriodFields({ period, change }: Pick<ReportFilter, 'period'> & Change) {
  const today = businessDay();
  const { common, holidays } = periodChoices(today);
  const options = [{ label: '常用', options: common }, ...(holidays.length > 0 ? [{ label: '节假日', options: holidays }] : [])];
  return (
    <>
      <Select className="filter filter-short" aria-label="时间" value={period.key ?? '自选日期'} options={options} listHeight={420} popupMatchSelectWidth={160} onChange={(key: string) => change({ period: key === 'thisMonth' ? null : key, from: null, to: null })} />
      <DatePicker.RangePicker
        className="day-range" aria-label="日期范围" allowClear={false} format={format} value={[dayjs(period.days.from), dayjs(period.days.to)]}
        disabledDate={(date, { from }) => date.isAfter(today, 'day') || (from !== undefined && Math.abs(date.diff(from, 'day')) >= reportLimits.days)}
        onChange={(range) => { if (range?.[0] && range[1]) change({ period: null, from: range[0].format(format), to: range[1].format(format) }); }}
      />
    </>
  );
}

function ScopeFields({ scope, change }: Pick<ReportFilter, 'scope'> & Change) {
  const departments = useDepartments({ enabled: useCan('org.listDepartments') }).data?.rows ?? [];
  return (
    <>
      {departments.length > 1 && (
        <TreeSelect
          className="filter" aria-label="机构" placeholder="机构" allowClear treeDefaultExpandAll showSearch={{ treeNodeFilterProp: 'title' }} popupMatchSelectWidth={260}
          treeData={treeOf(departments)} value={scope.departmentId ?? null} onChange={(departmentId: number | null | undefined) => change({ departmentId, userid: null })}
        />
      )}
      <StaffSelect className="filter" role="manager" placeholder="客户经理" allowClear value={scope.userid ? [scope.userid] : []} onChange={([userid]) => change(userid ? { userid, departmentId: null } : { userid: null })} />
    </>
  );
}

