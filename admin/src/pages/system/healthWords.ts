import type { Answer, Api } from '../../../../shared/api.ts';
import { count } from '../../lib/figures.ts';

export type HealthFigures = Answer<Api['system']['getHealth']>;
export const healthKey = ['system', 'getHealth'] as const;

export const healthWords = {
  sentence({ parts, owed }: HealthFigures): string {
    const broken = parts.filter(({ ok }) => !ok).map(({ name }) => name);
    const state = broken.length === 0 ? '各部件运行正常' : `${broken.join('、')}异常，请先处理`;
    const failed = owed.failed === 0 ? '没有失败的任务' : `${count(owed.failed)} 项任务失败，需要处理`;
    return `${state}；${count(owed.waiting)} 项任务待执行，${failed}。`;
  },
  role: (role: string) => ({ web: '网页与接口', worker: '任务执行', scheduler: '定时调度', all: '全部职责' })[role] ?? role,
  lane: (lane: string) => ({ callback: '回调接收', welcome: '欢迎语', event: '事件处理', bulk: '批量任务' })[lane] ?? lane,
};
