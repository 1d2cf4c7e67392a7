import { businessTime } from '../platform/clock.ts';

export interface DutyShift { weekdays: number[]; from: string; to: string }
export interface DutyStaff { userid: string; dailyCap: number | null; shifts: DutyShift[] }
export interface DutyPlan { staff: readonly DutyStaff[]; backupUserid: string }
/** Customers that each person has got through the code today. */
export type AddsToday = ReadonlyMap<string, number>;

/** `from` belongs to the shift, `to` does not; both are business time of that weekday. */
export function isInShift(shifts: readonly DutyShift[], at: Date): boolean {
  if (shifts.length === 0) return true;
  const time = businessTime(at);
  const clock = time.format('HH:mm');
  return shifts.some((shift) => shift.weekdays.includes(time.day()) && shift.from <= clock && clock < shift.to);
}

const hasRoom = ({ userid, dailyCap }: DutyStaff, adds: AddsToday): boolean => dailyCap === null || (adds.get(userid) ?? 0) < dailyCap;

/** Who of the staff takes customers now. */
export const onDuty = (staff: readonly DutyStaff[], at: Date, adds: AddsToday): string[] =>
  staff.filter((each) => isInShift(each.shifts, at) && hasRoom(each, adds)).map((each) => each.userid);

/** To whom the code leads; never empty, because WeCom needs a member: the backup takes over when nobody else can. */
export function dutyList({ staff, backupUserid }: DutyPlan, at: Date, adds: AddsToday): string[] {
  const userids = onDuty(staff, at, adds);
  return userids.length > 0 ? userids : [backupUserid];
}

const week = 7;

/** The next instant at which time alone may change the list: a shift's edge, or midnight where caps begin anew. Null = never. */
export function nextChangeAt(staff: readonly DutyStaff[], at: Date): Date | null {
  const midnight = businessTime(at).startOf('day');
  const edges = staff.some((each) => each.dailyCap !== null) ? [midnight.add(1, 'day').toDate()] : [];
  for (let day = 0; day <= week; day += 1) {
    const start = midnight.add(day, 'day');
    for (const shift of staff.flatMap((each) => each.shifts)) {
      if (!shift.weekdays.includes(start.day())) continue;
      for (const clock of [shift.from, shift.to]) {
        const [hour = 0, minute = 0] = clock.split(':').map(Number);
        edges.push(start.add(hour, 'hour').add(minute, 'minute').toDate());
      }
    }
  }
  const later = edges.filter((edge) => edge > at).map((edge) => edge.getTime());
  return later.length > 0 ? new Date(Math.min(...later)) : null;
}
