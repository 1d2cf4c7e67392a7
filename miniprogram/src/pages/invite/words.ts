import type { BindingReason } from '../../../../shared/attribution/constants.ts';

export const inviteWords = {
  typeHint: '邀请码由客户经理提供，12 位字母和数字，大小写都可以。',
  acceptHint: '接受后，由这位客户经理为您服务。',
  shareHint: '好友打开小程序并接受后，也由您的客户经理服务。',
  copied: '链接已复制',
};

const refusals: Partial<Record<BindingReason, string>> = {
  selfInvite: '这是您自己的邀请，不能自己接受。',
  samePerson: '这是您自己的邀请，不能自己接受。',
  staffAsCustomer: '本行员工不能接受客户邀请。',
  staffLeft: '这位客户经理已经离任，请向银行网点咨询。',
};

/** How it ended, as the customer is told: the bank's own reasons are for its staff. */
export function resultWords({ bound, reason, managerName }: { bound: boolean; reason: BindingReason; managerName: string }): { title: string; hint: string } {
  if (bound) return { title: '已接受邀请', hint: `${managerName}为您服务。` };
  return { title: '邀请已收到', hint: refusals[reason] ?? '您已有专属客户经理，这次不作变更。' };
}
