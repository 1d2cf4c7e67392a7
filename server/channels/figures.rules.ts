import dayjs from 'dayjs';

export interface CountedDay { _id: { day: string; userid: string }; count: number; welcomed?: number }
export interface Figures {
  days: { day: string; added: number; lost: number; welcomed: number }[];
  byStaff: { userid: string; added: number; lost: number }[];
  total: { added: number; lost: number; welcomed: number };
}

export const maxDays = 366;

/** Every calendar day from one to the other, both included; ends one past the limit. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length <= maxDays; day = dayjs(`${day}T00:00:00Z`).add(1, 'day').toISOString().slice(0, 10)) days.push(day);
  return days;
}

const sumBy = (rows: readonly CountedDay[], keyOf: (row: CountedDay) => string, value: (row: CountedDay) => number): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + value(row));
  return sums;
};
const dayOf = (row: CountedDay): string => row._id.day;
const staffOf = (row: CountedDay): string => row._id.userid;
const countOf = (row: CountedDay): number => row.count;

/** Days, people and total of the same counts: they always agree. People with the most adds first. */
export function figuresOf(days: readonly string[], added: readonly CountedDay[], lost: readonly CountedDay[]): Figures {
  const [addedByDay, lostByDay, welcomedByDay] = [sumBy(added, dayOf, countOf), sumBy(lost, dayOf, countOf), sumBy(added, dayOf, (row) => row.welcomed ?? 0)];
  const [addedByStaff, lostByStaff] = [sumBy(added, staffOf, countOf), sumBy(lost, staffOf, countOf)];
  const rows = days.map((day) => ({ day, added: addedByDay.get(day) ?? 0, lost: lostByDay.get(day) ?? 0, welcomed: welcomedByDay.get(day) ?? 0 }));
  const userids = [...new Set([...addedByStaff.keys(), ...lostByStaff.keys()])];
  return {
    days: rows,
    byStaff: userids.map((userid) => ({ userid, added: addedByStaff.get(userid) ?? 0, lost: lostByStaff.get(userid) ?? 0 }))
      .sort((a, b) => b.added - a.added || a.userid.localeCompare(b.userid)),
    total: {
      added: rows.reduce((sum, row) => sum + row.added, 0), lost: rows.reduce((sum, row) => sum + row.lost, 0), welcomed: rows.reduce((sum, row) => sum + row.welcomed, 0),
    },
  };
}
