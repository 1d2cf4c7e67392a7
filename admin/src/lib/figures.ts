/** `1,284` */
export const count = (value: number): string => value.toLocaleString('zh-CN');

/** `比昨天全天多 3 位`, `与昨天全天持平`. */
export function compared(now: number, before: number, unit: string, period: string): string {
  if (now === before) return `与${period}持平`;
  return `比${period}${now > before ? '多' : '少'} ${count(Math.abs(now - before))} ${unit}`;
}
