import type { WaitReason } from '../../../../shared/bank/constants.ts';
import { businessNow, businessTime } from '../../lib/clock.ts';
import { compared, count } from '../../lib/figures.ts';
import type { Watch } from './bankQueries.ts';

const hoursPerDay = 24;
const noDay: Watch['days'][number] = { day: '', received: 0, applied: 0, late: 0, refused: 0 };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const todayOf = ({ days }: Watch) => days.at(-1) ?? noDay;
export const waitingCount = ({ waiting }: Watch): number => sum(waiting.map((each) => each.count));

/** `等了 3 天`, `等了 5 小时`, `等了不到 1 小时` since then. */
export function sayWait(instant: string): string {
  const hours = businessNow().diff(businessTime(instant), 'hour');
  if (hours < 1) return '等了不到 1 小时';
  return hours < hoursPerDay ? `等了 ${hours} 小时` : `等了 ${count(Math.floor(hours / hoursPerDay))} 天`;
}

/** `12.3 MB`, `100 MB` */
export function sayBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} 字节`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${count(Math.round((bytes / 1_048_576) * 10) / 10)} MB`;
}

/** What ends the waiting. */
const remedies: Record<WaitReason, string> = {
  unknownCustomer: '客户验证手机号后自动生效。',
  phoneShared: '请银行核对手机号，收到正确的手机号后自动生效。',
  numberConflict: '请银行核对手机号和客户号，收到正确的手机号后自动生效。',
  unknownManager: '请核对工号，或在组织与角色中补上该员工的工号。',
  reversesUnknown: '收到原事件后自动生效。',
  reversesWaiting: '原事件生效后自动生效。',
  reversesOther: '请银行核对冲正所指的事件编号。',
};

export const bankWords = {
  remedy: (reason: WaitReason): string => remedies[reason],
  sentence(watch: Watch): string {
    const { received, applied } = todayOf(watch);
    const waits = waitingCount(watch);
    const [oldest] = watch.waiting;
    const came = received === 0 ? '今天还没有收到事件' : `今天收到 ${count(received)} 条事件，${applied === received ? '全部当即生效' : `${count(applied)} 条当即生效`}`;
    return `${came}；${oldest ? `现有 ${count(waits)} 条等待匹配，最早的${sayWait(oldest.oldestAt)}` : '没有等待匹配的'}。`;
  },
  receivedNote({ days }: Watch): string | undefined {
    const [before, now] = days.slice(-2);
    return before && now ? compared(now.received, before.received, '条', '昨天全天') : undefined;
  },
  appliedNote({ received, applied }: Watch['days'][number]): string | undefined {
    return received === 0 ? undefined : `占收到的 ${Math.floor((applied / received) * 100)}%`;
  },
  formula: {
    received: '今天收到的事件，接口和文件都算，不含重复的',
    applied: '今天收到时就找到客户并生效的事件；等待后才生效的不算在内',
    late: '今天收到、但发生在 24 小时以前的事件，仍按发生时间计入业绩',
    refused: '今天因签名、时钟或内容有误而整次没有接收的发送，其中的事件一条也没有存下',
    waiting: '还没找到客户、客户经理或原事件的，找到后自动生效',
  },
  chart: ({ days }: Watch): string => `近 ${days.length} 天共收到 ${count(sum(days.map(({ received }) => received)))} 条，其中收到时未匹配 ${count(sum(days.map(({ received, applied }) => received - applied)))} 条，迟到 ${count(sum(days.map(({ late }) => late)))} 条`,
};
