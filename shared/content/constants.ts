/** Variables that a welcome may carry; each is of a closed kind, so that no free text enters when it is sent. */
export const welcomeVariables = ['customerName', 'staffName', 'branchName', 'weekOffers'] as const;
export type WelcomeVariable = (typeof welcomeVariables)[number];
export const welcomeVariableNames: Record<WelcomeVariable, string> = { customerName: '客户昵称', staffName: '客户经理', branchName: '网点', weekOffers: '本周权益' };

export const weekdayNames = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
