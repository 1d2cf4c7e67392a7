import { touchKindNames, weighedKinds, type WeighedKind } from '../../../../shared/attribution/constants.ts';
import { businessNow, businessTime } from '../../lib/clock.ts';
import { sayTime } from '../../lib/dates.ts';
import type { Mood } from '../../components/StateMark.tsx';
import type { Policy, Rules } from './policyQueries.ts';

export const strengthWords = (weight: number): string => (weight === 0 ? '不计' : weight <= 2 ? `${weight}，弱` : weight <= 4 ? `${weight}，中` : weight <= 6 ? `${weight}，强` : `${weight}，很强`);

/** `由强到弱依次是添加企业微信和兑换邀请码，验证手机号；点开链接不计` */
function order(weights: Rules['weights']): string {
  const levels = [...new Set(weighedKinds.map((kind) => weights[kind]))].filter((weight) => weight > 0).sort((a, b) => b - a);
  const names = (weight: number) => weighedKinds.filter((kind) => weights[kind] === weight).map((kind) => touchKindNames[kind]);
  if (levels.length === 0) return '所有触达都不计，只有银行确认、交接和更正会改变管户';
  const strong = levels.length === 1 ? `${names(levels[0] ?? 0).join('、')}同样强` : `由强到弱依次是${levels.map((weight) => names(weight).join('和')).join('，')}`;
  const none = names(0).join('、');
  return none ? `${strong}；${none}不计` : strong;
}

export const policyWords = {
  /** The rules as a supervisor would say them. */
  sentence: ({ mode, windowDays, weights, lockOnConfirm }: Rules): string => {
    const equal = mode === 'firstTouch' ? '先服务的客户经理保留客户' : '客户归最近一次触达的客户经理';
    const lock = lockOnConfirm ? '银行确认管户后不再变动，除非交接或更正' : '银行确认管户后，满有效期仍可变动';
    return `更强的触达会带走客户；同样强时，${equal}。${order(weights)}。${windowDays} 天没有新的触达，其他客户经理就可以接手；${lock}。`;
  },
  mode: { firstTouch: '先到先得：同样强时，客户留在先服务的客户经理名下', lastTouch: '后来居上：同样强时，客户改归最近一次触达的客户经理' },
  kindHint: { click: '点开邀请链接，还没有登录', scan: '扫小程序码进入小程序', add: '添加客户经理的企业微信', register: '在小程序验证手机号', redeem: '兑换客户经理的邀请码' } satisfies Record<WeighedKind, string>,
  from: ({ effectiveFrom }: Policy): string => (businessTime(effectiveFrom).year() <= 1970 ? '最初' : sayTime(effectiveFrom)),
};

/** What a version is worth today. */
export function standingOf({ version, state, effectiveFrom }: Policy, currentVersion: number): { name: string; mood: Mood } {
  if (state === 'pending') return { name: '待审批', mood: 'busy' };
  if (state === 'refused') return { name: '未同意', mood: 'bad' };
  if (state === 'withdrawn') return { name: '已撤回', mood: 'off' };
  if (version === currentVersion) return { name: '执行中', mood: 'good' };
  return businessTime(effectiveFrom).isAfter(businessNow()) ? { name: '待生效', mood: 'busy' } : { name: '已被替代', mood: 'off' };
}
