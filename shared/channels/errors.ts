import type { ErrorTable } from '../errorTable.ts';

export const channelsErrors = {
  'channels.codeNotFound': { status: 404, message: '没有这个渠道码，或不在您的管辖范围', action: '请返回渠道码列表' },
  'channels.codeNameTaken': { status: 409, message: '已有同名的渠道码', action: '请换一个名称' },
  'channels.staffUnavailable': { status: 409, message: '所选员工中有人不能添加客户', action: '请选择已开通客户联系的在职员工' },
  'channels.codeBusy': { status: 409, message: '渠道码正在同步到企业微信', action: '请几秒后再试' },
} as const satisfies ErrorTable;
