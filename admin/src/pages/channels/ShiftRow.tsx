import { CloseOutlined } from '@ant-design/icons';
import { Button, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { weekdayNames } from '../../../../shared/content/constants.ts';
import type { Shift } from './codeTypes.ts';
import { weekOrder } from './codeWords.ts';

interface ShiftRowProps { shift: Shift; owner: string; onChange: (shift: Shift) => void; onRemove: () => void }

const clock = (text: string) => dayjs(`2026-01-01T${text}`);

/** Weekdays to tick, and from when to when. */
export function ShiftRow({ shift, owner, onChange, onRemove }: ShiftRowProps) {
  const toggle = (day: number) => onChange({ ...shift, weekdays: weekOrder.filter((each) => shift.weekdays.includes(each) !== (each === day)) });
  return (
    <div className="shift">
      <div className="weekdays" role="group" aria-label={`${owner}的接待日`}>
        {weekOrder.map((day) => (
          <label key={day} className="weekday">
            <input type="checkbox" checked={shift.weekdays.includes(day)} onChange={() => toggle(day)} aria-label={weekdayNames[day]} />
            <span aria-hidden>{weekdayNames[day].slice(1)}</span>
          </label>
        ))}
      </div>
      <TimePicker.RangePicker
        size="small" format="HH:mm" minuteStep={5} allowClear={false} needConfirm={false} order={false} aria-label={`${owner}的接待时间`}
        value={[clock(shift.from), clock(shift.to)]}
        onChange={(range) => { if (range?.[0] && range[1]) onChange({ ...shift, from: range[0].format('HH:mm'), to: range[1].format('HH:mm') }); }}
      />
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label="删除这段时间" onClick={onRemove} />
    </div>
  );
}
