const fenPerWan = 1_000_000;
const digits = (value: number, places: number, least = places): string => value.toLocaleString('zh-CN', { minimumFractionDigits: least, maximumFractionDigits: places });

/** Figure and unit apart: `¥1,234.50` with none, from 10,000 yuan up `123.4` and `万元`. */
export function amountParts(fen: number): { value: string; unit: string } {
  if (Math.abs(fen) >= fenPerWan) return { value: digits(fen / fenPerWan, 1), unit: '万元' };
  return { value: sayAmountInFull(fen), unit: '' };
}

/** `¥1,234.50`, `123.4 万元` */
export function sayAmount(fen: number): string {
  const { value, unit } = amountParts(fen);
  return unit ? `${value} ${unit}` : value;
}

/** `¥1,234,567.89` */
export const sayAmountInFull = (fen: number): string => `${fen < 0 ? '-' : ''}¥${digits(Math.abs(fen) / 100, 2)}`;

/** On an axis: `0`, `¥500`, `600 万元`. */
export function sayAmountTick(fen: number): string {
  if (fen === 0) return '0';
  return Math.abs(fen) >= fenPerWan ? `${digits(fen / fenPerWan, 1, 0)} 万元` : `${fen < 0 ? '-' : ''}¥${digits(Math.abs(fen) / 100, 2, 0)}`;
}
