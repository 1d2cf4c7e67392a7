import { weekdayNames } from '../../../../shared/content/constants.ts';
import type { Code, Shift } from './codeTypes.ts';

/** Weeks begin on Monday here; 0 is Sunday in the data. */
export const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const;

export const codeWords = {
  disable: (name: string) => ({ title: `停用「${name}」？`, content: '已印出的二维码将不再分配客户经理。之后扫码添加的客户会保留，但不发欢迎语，也不计入此码的数据。可以再启用。', okText: '停用渠道码' }),
  enable: (name: string) => ({ title: `启用「${name}」？`, content: '客户扫码后会重新分配给当班的客户经理，并收到欢迎语。', okText: '启用渠道码' }),
  retry: (name: string) => ({ title: `重新同步「${name}」？`, content: '会按当前设置再次提交给企业微信。', okText: '重新同步' }),
  syncing: '正在向企业微信申请二维码，通常几秒内完成',
  shifts: (shifts: readonly Shift[]) => (shifts.length === 0 ? '全天' : shifts.map(({ weekdays, from, to }) => `${days(weekdays)} ${from}–${to}`).join('；')),
  duty(code: Code): string {
    if (code.state === 'disabled') return '此码已停用，不再分配客户经理。';
    if (code.state !== 'active') return '同步到企业微信后，按以下设置分配。';
    const onDuty = code.staff.filter((member) => member.onDuty);
    if (onDuty.length === 0) return `现在无人当班，客户扫码由${code.backup.name}接待。`;
    return onDuty.length === 1 ? `现在由${onDuty[0]?.name ?? ''}接待。` : `现在 ${onDuty.length} 人当班，客户扫码会分配给其中一位。`;
  },
  welcomeRule: '只能选用已审核通过的欢迎语。自由撰写的欢迎语需等内容审核上线后开放。',
  range: (from: string, to: string, { added, lost, welcomed }: { added: number; lost: number; welcomed: number }) =>
    `${from} 至 ${to} 新增 ${added} 位，流失 ${lost} 位，欢迎语送达 ${welcomed} 条。`,
};

export const dutyCount = (code: Code): number => code.staff.filter(({ onDuty }) => onDuty).length;

function days(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return '每天';
  const ordered = weekOrder.filter((day) => weekdays.includes(day));
  if (ordered.join() === '1,2,3,4,5') return '工作日';
  return ordered.map((day) => weekdayNames[day]).join('、');
}
