import type { Answer, Api } from '../../../../shared/api.ts';
import { compared, count } from '../../lib/figures.ts';

type Today = Answer<Api['system']['getToday']>;

export const todayWords = {
  /** The page's answer in one sentence. */
  sentence(today: Today): string {
    const added = today.addedToday === 0 ? '今天还没有新增客户' : `今天已新增 ${count(today.addedToday)} 位客户，${compared(today.addedToday, today.addedYesterday, '位', '昨天全天')}`;
    return `${added}；${welcomes(today)}。`;
  },
  addedNote: (today: Today) => `昨天全天 ${count(today.addedYesterday)} 位`,
  lostNote: ({ trend }: Today) => `昨天全天 ${count(trend.at(-2)?.lost ?? 0)} 位`,
  welcomeNote: ({ welcomesMissed }: Today) => (welcomesMissed > 0 ? `错过 ${count(welcomesMissed)} 条` : '没有错过'),
  trend: (trend: Today['trend']) => `近 ${trend.length} 天每日新增与流失客户数折线图，合计新增 ${count(sum(trend.map(({ added }) => added)))} 位，流失 ${count(sum(trend.map(({ lost }) => lost)))} 位`,
  formula: {
    added: '今天 0 点起，通过任何方式添加范围内客户经理的客户数',
    lost: '今天 0 点起，客户删除客户经理、或客户经理删除客户的次数',
    total: '与范围内任一客户经理保持联系的客户数，同一客户只算一次',
    welcomes: '今天已送达客户的欢迎语条数；错过是指没能在企业微信 20 秒时限内送达',
    waiting: '现在可以由您或您代理的同事审批的申请数',
    codes: '范围内可以扫码添加的渠道码个数',
  },
};

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function welcomes({ welcomesSent, welcomesMissed }: Today): string {
  if (welcomesSent + welcomesMissed === 0) return '今天还没有发送欢迎语';
  return welcomesMissed === 0 ? `欢迎语 ${count(welcomesSent)} 条全部送达` : `欢迎语送达 ${count(welcomesSent)} 条，错过 ${count(welcomesMissed)} 条`;
}
