import type { ErrorTable } from '../errorTable.ts';

export const contentErrors = {
  'content.versionNotFound': { status: 404, message: '没有这份内容，或不在您的管辖范围', action: '请重新选择' },
  'content.notApproved': { status: 409, message: '这份内容未通过审核或已停用', action: '请选择已审核通过的内容' },
} as const satisfies ErrorTable;
