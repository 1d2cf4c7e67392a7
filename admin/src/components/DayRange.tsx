import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { businessDay } from '../lib/clock.ts';

interface DayRangeProps { from: string | undefined; to: string | undefined; onChange: (range: { from: string; to: string } | undefined) => void; mostDays?: number; label?: string }

const presets = [['今天', 0], ['近 7 天', -6], ['近 14 天', -13], ['近 30 天', -29]] as const;
const day = (text: string | undefined) => (text && dayjs(text).isValid() ? dayjs(text) : null);

/** A range of business days, both ends included, none in the future. */
export function DayRange({ from, to, onChange, mostDays, label = '日期范围' }: DayRangeProps) {
  const today = dayjs(businessDay());
  return (
    <DatePicker.RangePicker
      aria-label={label} value={[day(from), day(to)]} placeholder={[`${label}起`, '止']} allowClear format="YYYY-MM-DD" className="day-range"
      presets={presets.map(([name, back]) => ({ label: name, value: [today.add(back, 'day'), today] }))}
      disabledDate={(date, info) => date.isAfter(today, 'day') || (mostDays !== undefined && info.from !== undefined && Math.abs(date.diff(info.from, 'day')) >= mostDays)}
      onChange={(range) => onChange(range?.[0] && range[1] ? { from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') } : undefined)}
    />
  );
}
