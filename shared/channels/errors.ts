import type { ErrorTable } from '../errorTable.ts';

export const channelsErrors = {
  'channels.codeNotFound': { status: 404, message: '没有这个渠道码，或不在您的管辖范围', action: '请返回渠道码列表' },
  'channels.codeNameTaken': { status: 409, message: '已有同名的渠道码', action: '请换一个名称' },
  'channels.staffUnavailable': { status: 409, message: '所选员工中有人不能添加客户', action: '请选择已开通客户联系的在职员工' },
  'channels.codeChanged': { status: 409, message: '这个渠道码刚被他人修改', action: '请刷新后在新内容上修改' },
  'channels.codeBusy': { status: 409, message: '渠道码正在同步到企业微信', action: '请几秒后再试' },
  'channels.campaignNotFound': { status: 404, message: '没有这个活动，或不在您的管辖范围', action: '请返回活动列表' },
  'channels.campaignNameTaken': { status: 409, message: '已有同名的活动', action: '请换一个名称' },
  'channels.campaignOver': { status: 409, message: '活动已结束', action: '请选择进行中或未开始的活动' },
} as const satisfies ErrorTable;
