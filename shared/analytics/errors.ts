import type { ErrorTable } from '../errorTable.ts';

export const analyticsErrors = {
  'analytics.rangeTooLong': { status: 400, message: '时间范围太长', action: '请选择 400 天以内的范围' },
  'analytics.rangeReversed': { status: 400, message: '开始日期在结束日期之后', action: '请重新选择日期' },
} as const satisfies ErrorTable;
