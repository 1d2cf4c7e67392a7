/** Variables that a welcome may carry; each is of a closed kind, so that no free text enters when it is sent. */
export const welcomeVariables = ['customerName', 'staffName', 'branchName', 'weekOffers', 'greeting', 'privacyLink'] as const;
export type WelcomeVariable = (typeof welcomeVariables)[number];
export const welcomeVariableNames: Record<WelcomeVariable, string> = {
  customerName: '客户昵称', staffName: '客户经理', branchName: '网点', weekOffers: '本周权益',
  /** 早上好, 下午好 or 晚上好, by the hour of sending. */
  greeting: '问候', privacyLink: '隐私说明',
};

/** Variables of a text message. The code is filled in where the message leaves, and stands nowhere else. */
export const smsVariables = ['phoneCode'] as const;
export type SmsVariable = (typeof smsVariables)[number];
export const smsVariableNames: Record<SmsVariable, string> = { phoneCode: '验证码' };

export const weekdayNames = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
