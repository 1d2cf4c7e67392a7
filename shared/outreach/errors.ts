import type { ErrorTable } from '../errorTable.ts';

export const outreachErrors = {
  'outreach.refused': { status: 409, message: '这条消息不能发送', action: '请查看拒绝原因后处理' },
} as const satisfies ErrorTable;
