import { brand } from '../../../../shared/brand.ts';

export const homeWords = {
  welcome: `欢迎来到${brand.bankName}`,
  welcomeHint: '登录后可以看到您的客户经理，也可以邀请好友。不登录可以先看看。',
  noBenefits: '这一周没有活动，欢迎下周再来。',
};
