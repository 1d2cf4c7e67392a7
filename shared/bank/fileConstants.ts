/** Kinds of files that the bank gives. Only events may be uploaded in the panel; the others come signed. */
export const bankFileKinds = ['events', 'business', 'licences', 'products'] as const;
export type BankFileKind = (typeof bankFileKinds)[number];
export const bankFileKindNames: Record<BankFileKind, string> = { events: '银行事件', business: '客户归属清单', licences: '员工资格', products: '产品目录' };

/** `uploaded`: waits for its columns to be named. `refused`: as a whole, nothing of it was applied. `failed`: work on it stopped, what was applied stays. */
export const bankFileStates = ['uploaded', 'running', 'done', 'refused', 'failed', 'discarded'] as const;
export type BankFileState = (typeof bankFileStates)[number];
export const bankFileStateNames: Record<BankFileState, string> = { uploaded: '待确认', running: '导入中', done: '已完成', refused: '整体未接收', failed: '已中断', discarded: '已放弃' };

/** Fields of an event in a file: E5's, and amounts in yuan as people write them. */
export const eventColumns = ['eventId', 'type', 'occurredAt', 'bankCustomerNo', 'phone', 'managerEmployeeNo', 'productCode', 'amountFen', 'amountYuan', 'balanceFen', 'balanceYuan', 'reversesEventId'] as const;
export type EventColumn = (typeof eventColumns)[number];
export const neededEventColumns = ['eventId', 'type', 'occurredAt', 'bankCustomerNo'] as const satisfies readonly EventColumn[];
export const eventColumnNames: Record<EventColumn, string> = {
  eventId: '事件编号', type: '事件类型', occurredAt: '发生时间', bankCustomerNo: '银行客户号', phone: '手机号', managerEmployeeNo: '客户经理工号', productCode: '产品代码',
  amountFen: '金额(分)', amountYuan: '金额(元)', balanceFen: '余额(分)', balanceYuan: '余额(元)', reversesEventId: '被冲正事件编号',
};

/** What signed files hold beside events: their columns in E5, of which `deleted` alone may be missing. */
export const rowColumns = {
  business: ['bankCustomerNo', 'phone', 'name', 'managerEmployeeNo', 'riskRating', 'ratedOn', 'aumFen'],
  licences: ['managerEmployeeNo', 'kind', 'validUntil'],
  products: ['productCode', 'name', 'kind', 'riskLevel', 'registrationCode', 'onSaleFrom', 'offSaleAt', 'benchmark', 'benchmarkNote', 'minAmountFen'],
} as const satisfies Record<Exclude<BankFileKind, 'events'>, readonly string[]>;

export const productKinds = ['wealth', 'deposit', 'fund', 'insurance', 'other'] as const;
export type ProductKind = (typeof productKinds)[number];
export const productRiskLevels = ['R1', 'R2', 'R3', 'R4', 'R5'] as const;
export const customerRiskRatings = ['C1', 'C2', 'C3', 'C4', 'C5'] as const;

/** `keepUploadDays`: an upload that nobody starts is discarded. `keepIssueDays`: refused lines. */
export const bankFileLimits = { signedBytes: 300 * 1_048_576, uploadBytes: 100 * 1_048_576, unpackedBytes: 1_024 * 1_048_576, previewRows: 20, columns: 200, nameLength: 100, keepUploadDays: 7, keepIssueDays: 180 } as const;
