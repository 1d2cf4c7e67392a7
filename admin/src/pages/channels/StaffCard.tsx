import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { codeLimits } from '../../../../shared/channels/constants.ts';
import { nameOf } from '../../lib/useStaffChoices.ts';
import type { CodeStaff, Shift } from './codeTypes.ts';
import { ShiftRow } from './ShiftRow.tsx';

const firstShift: Shift = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

interface StaffCardProps { staff: CodeStaff; onChange: (staff: CodeStaff) => void; onRemove: () => void; onSpread?: () => void }

export function StaffCard({ staff, onChange, onRemove, onSpread }: StaffCardProps) {
  const name = nameOf(staff.userid);
  const setShifts = (shifts: Shift[]) => onChange({ ...staff, shifts });
  return (
    <div className="staff-card" role="group" aria-label={`${name}的接待设置`}>
      <div className="staff-card-head">
        <span className="strong">{name}</span>
        <label className="cap">每日上限 <InputNumber size="small" min={1} max={codeLimits.dailyCap} precision={0} placeholder="不限" value={staff.dailyCap} onChange={(dailyCap) => onChange({ ...staff, dailyCap })} aria-label={`${name}每日上限`} /> 位</label>
        <span className="grow" />
        {onSpread && <Button type="link" size="small" onClick={onSpread}>用于全部客户经理</Button>}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={`移除${name}`} onClick={onRemove} />
      </div>
      {staff.shifts.map((shift, index) => (
        <ShiftRow key={index} shift={shift} owner={name} onChange={(next) => setShifts(staff.shifts.map((each, at) => (at === index ? next : each)))} onRemove={() => setShifts(staff.shifts.filter((_, at) => at !== index))} />
      ))}
      <div className="staff-card-foot">
        {staff.shifts.length === 0 && <span className="hint">全天接待</span>}
        {staff.shifts.length < codeLimits.shifts && <Button type="link" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setShifts([...staff.shifts, firstShift])}>{staff.shifts.length === 0 ? '设置接待时段' : '再加一段'}</Button>}
      </div>
    </div>
  );
}
