import type { ErrorTable } from '../errorTable.ts';

export const performanceErrors = {
  'performance.targetOutside': { status: 404, message: '没有这位客户经理，或不在您的管辖范围', action: '请刷新后再试' },
} as const satisfies ErrorTable;
