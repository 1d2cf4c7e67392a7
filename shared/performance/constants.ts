import type { BankEventType } from '../bank/constants.ts';

/** What a manager is credited with: a customer's first verified phone, and what the bank tells. */
export const creditKinds = ['registered', 'accountOpened', 'managerConfirmed', 'managerReleased', 'aumChanged', 'productPurchased', 'productRedeemed', 'payrollReceived'] as const satisfies readonly (Exclude<BankEventType, 'reversal'> | 'registered')[];
export type CreditKind = (typeof creditKinds)[number];

/** Why an entry was booked. */
export const creditReasons = ['credited', 'reversed', 'restored', 'holderChanged', 'moved', 'joined'] as const;
export type CreditReason = (typeof creditReasons)[number];
export const creditReasonWords: Record<CreditReason, string> = {
  credited: '发生时由这位客户经理管户', reversed: '银行冲正', restored: '冲正被撤回', holderChanged: '管户历史变动，按当时的管户重新计入', moved: '机构归属更正', joined: '客户记录合并或拆分，同一客户的注册只计一次',
};
