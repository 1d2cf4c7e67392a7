import type { ErrorTable } from '../errorTable.ts';

export const privacyErrors = {
  'privacy.noticeChanged': { status: 409, message: '隐私说明已更新', action: '请阅读新的说明后再确认' },
} as const satisfies ErrorTable;
