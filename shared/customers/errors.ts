import type { ErrorTable } from '../errorTable.ts';

export const customersErrors = {
  'customers.notFound': { status: 404, message: '没有这位客户，或不在您的管辖范围', action: '请返回客户列表' },
  'customers.tagNotFound': { status: 404, message: '标签不存在或已被删除', action: '请刷新标签后重新选择' },
} as const satisfies ErrorTable;
