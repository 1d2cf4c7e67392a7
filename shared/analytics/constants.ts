import type { CreditKind } from '../performance/constants.ts';

/** Figures of managers. Each is a sum over entries of one day, so that every level is the sum of the levels below it. */
export const metrics = ['clicked', 'scanned', 'added', 'redeemed', 'registered', 'confirmed', 'released', 'opened', 'aumFen', 'purchasedFen', 'redeemedFen', 'payrollFen'] as const;
export type Metric = (typeof metrics)[number];

/** `formula` is what the page's tooltip says. */
export const metricTexts: Record<Metric, { name: string; unit: 'count' | 'fen'; formula: string }> = {
  clicked: { name: '点击', unit: 'count', formula: '邀请码链接被点开的次数，同一人多次点开会重复计' },
  scanned: { name: '扫码', unit: 'count', formula: '客户凭邀请码打开小程序的次数，同一客户同一码一天计一次' },
  added: { name: '添加', unit: 'count', formula: '客户添加客户经理企业微信的次数，本行员工和本人邀请本人不计' },
  redeemed: { name: '兑换', unit: 'count', formula: '客户兑换邀请码的次数，同一客户同一码计一次' },
  registered: { name: '注册', unit: 'count', formula: '首次验证手机号的客户数，计入当时的管户客户经理' },
  confirmed: { name: '确认管户', unit: 'count', formula: '银行确认管户的次数减去被冲正的次数，计入银行确认的客户经理' },
  released: { name: '解除管户', unit: 'count', formula: '银行解除管户的次数减去被冲正的次数，计入解除前的客户经理' },
  opened: { name: '开户', unit: 'count', formula: '开户事件数减去被冲正的，计入当时的管户客户经理' },
  aumFen: { name: '资产净增', unit: 'fen', formula: '资产变动金额之和（增减相抵），计入变动时的管户客户经理' },
  purchasedFen: { name: '购买金额', unit: 'fen', formula: '购买产品金额之和，计入购买时的管户客户经理' },
  redeemedFen: { name: '赎回金额', unit: 'fen', formula: '赎回产品金额之和，计入赎回时的管户客户经理' },
  payrollFen: { name: '代发工资', unit: 'fen', formula: '代发工资到账金额之和，计入到账时的管户客户经理' },
};

/** Which figure an entry of performance counts in, and by its count or its amount. */
export const metricOfCredit: Record<CreditKind, Metric> = {
  registered: 'registered', accountOpened: 'opened', managerConfirmed: 'confirmed', managerReleased: 'released',
  aumChanged: 'aumFen', productPurchased: 'purchasedFen', productRedeemed: 'redeemedFen', payrollReceived: 'payrollFen',
};

/** Steps from the first click to the bank's confirmation. */
export const funnelSteps = ['clicked', 'scanned', 'added', 'registered', 'confirmed'] as const satisfies readonly Metric[];
/** Those that have targets. */
export const targetMetrics = ['added', 'registered', 'confirmed', 'opened', 'aumFen', 'purchasedFen'] as const satisfies readonly Metric[];
export type TargetMetric = (typeof targetMetrics)[number];

export const reportLimits = { days: 400, rows: 200 } as const;
