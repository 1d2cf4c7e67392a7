/** What people and systems write in a file, as the contract has it. `undefined`: it cannot be read so. */

/** `2026-11-22`, `2026/11/22`, `2026年11月22日` or `20261122` → `2026-11-22`. */
export function dayOf(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : undefined;
}

const zoned = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** RFC 3339; without a zone it is Beijing time, and a day is its first instant. */
export function instantOf(text: string): string | undefined {
  if (zoned.test(text)) return isInstant(text) ? text.replace(' ', 'T').toUpperCase() : undefined;
  const [, dayText = '', hour = '00', minute = '00', second = '00'] = /^(\S+?)(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text) ?? [];
  const day = dayOf(dayText);
  const written = `${day}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`;
  return day && isInstant(written) ? written : undefined;
}

function isInstant(text: string): boolean {
  const day = dayOf(text.slice(0, 10));
  return day !== undefined && !Number.isNaN(Date.parse(text.replace(' ', 'T')));
}

const grouped = /^-?\d{1,3}(,\d{3})+(\.\d{1,2})?$/;
const yuan = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Yuan with up to two decimals → fen, by digits: no float stands between. */
export function fenOfYuan(text: string): number | undefined {
  const [, sign, whole, decimals = ''] = yuan.exec(grouped.test(text) ? text.replaceAll(',', '') : text) ?? [];
  if (whole === undefined) return undefined;
  const fen = Number(`${whole}${decimals.padEnd(2, '0')}`); // at most 15 digits: exact
  return sign && fen !== 0 ? -fen : fen;
}

/** A whole number of fen. */
export const fenOf = (text: string): number | undefined => (/^-?\d{1,15}$/.test(text) ? Number(text) + 0 : undefined); // + 0: no -0

const yes = new Set(['1', 'true', 'y', 'yes', '是']);
const no = new Set(['', '0', 'false', 'n', 'no', '否']);

export function flagOf(text: string): boolean | undefined {
  const given = text.toLowerCase();
  if (yes.has(given)) return true;
  return no.has(given) ? false : undefined;
}
