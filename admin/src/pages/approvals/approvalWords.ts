import type { ApprovalKind } from '../../../../shared/org/constants.ts';
import type { Approval } from './approvalQueries.ts';

const follows: Record<ApprovalKind, string> = {
  attributionCorrection: '同意后管户立即更正，客户和相关客户经理会看到新的归属。',
  bindingPolicy: '同意后这一版按申请的时间生效，之前的触达不受影响。',
};

export const approvalWords = {
  agree: ({ title, kind, neededRoles, decisions }: Approval) => ({
    title: '同意这个申请？', content: `${title}。${neededRoles.length - decisions.length > 1 ? '还需要另一位同事同意才会生效。' : follows[kind]}`, okText: '同意',
  }),
  refuse: ({ title }: Approval) => ({ title: '不同意这个申请？', content: `${title}。申请会结束，申请人会看到您写的原因，可以修改后再提交。`, okText: '不同意' }),
  withdraw: ({ title }: Approval) => ({ title: '撤回这个申请？', content: `${title}。撤回后不再审批，需要时可以重新提交。`, okText: '撤回申请' }),
};
