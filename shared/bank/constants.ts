/** What the bank tells of its customers. */
export const bankEventTypes = ['accountOpened', 'managerConfirmed', 'managerReleased', 'aumChanged', 'productPurchased', 'productRedeemed', 'payrollReceived', 'reversal'] as const;
export type BankEventType = (typeof bankEventTypes)[number];
export const bankEventTypeNames: Record<BankEventType, string> = {
  accountOpened: '开户', managerConfirmed: '确认管户', managerReleased: '解除管户', aumChanged: '资产变动', productPurchased: '购买产品', productRedeemed: '赎回产品', payrollReceived: '代发工资到账', reversal: '冲正',
};
/** Those that carry an amount, signed, in fen. */
export const amountEventTypes = ['aumChanged', 'productPurchased', 'productRedeemed', 'payrollReceived'] as const satisfies readonly BankEventType[];

/** `applied`: its customer is known and it counts. The others wait, and apply by themselves once what they wait for has come. */
export const bankEventStates = ['applied', 'waiting'] as const;
export type BankEventState = (typeof bankEventStates)[number];
export const bankEventStateNames: Record<BankEventState, string> = { applied: '已生效', waiting: '等待匹配' };

export const waitReasons = ['unknownCustomer', 'phoneShared', 'numberConflict', 'unknownManager', 'reversesUnknown', 'reversesWaiting', 'reversesOther'] as const;
export type WaitReason = (typeof waitReasons)[number];
export const waitReasonWords: Record<WaitReason, string> = {
  unknownCustomer: '还没有客户验证过这个手机号',
  phoneShared: '多个银行客户号留有同一手机号，不能自动匹配',
  numberConflict: '验证过这个手机号的客户已对应另一个银行客户号',
  unknownManager: '没有这个工号的员工',
  reversesUnknown: '被冲正的事件还没有收到',
  reversesWaiting: '被冲正的事件还在等待匹配',
  reversesOther: '被冲正的事件属于另一个银行客户号',
};

/** `ingestSkewSeconds`: how far a signed request's clock may be off. `lateHours`: what is told later than this after it happened counts as late. */
export const bankLimits = { eventsPerCall: 1_000, ingestSkewSeconds: 300, lateHours: 24, eventIdLength: 64, futureMinutes: 5 } as const;
