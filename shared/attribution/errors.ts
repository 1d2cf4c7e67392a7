import type { ErrorTable } from '../errorTable.ts';

export const attributionErrors = {
  'attribution.policyTooEarly': { status: 409, message: '生效时间太早', action: '新规则不能追溯，请选择今天之后、且晚于已提交版本的时间' },
  'attribution.policyPending': { status: 409, message: '已有一个版本在审批中', action: '请等审批结束，或先撤回' },
  'attribution.previewNotFound': { status: 404, message: '没有这次试算', action: '请重新试算' },
  'attribution.correctionPending': { status: 409, message: '这位客户已有一个更正申请在审批中', action: '请等审批结束，或先撤回' },
  'attribution.sameHolder': { status: 409, message: '这位客户现在就归该客户经理', action: '请核对后再提交' },
} as const satisfies ErrorTable;
