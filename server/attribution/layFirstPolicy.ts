import { now } from '../platform/clock.ts';
import { BindingPolicy } from './bindingPolicy.model.ts';

/** A bank begins with these rules; it changes them by a version of its own. There from the beginning of time, so that every touch has a policy. */
export async function layFirstPolicy(): Promise<void> {
  await BindingPolicy.updateOne({ _id: 1 }, {
    $setOnInsert: {
      rules: { mode: 'firstTouch', windowDays: 180, weights: { click: 0, scan: 1, redeem: 5, add: 5, register: 3 }, lockOnConfirm: true },
      effectiveFrom: new Date(0),
      state: 'published',
      note: '初始规则：先服务者优先，避免同事之间争抢客户；点开链接不算；180 天没有新的触达，其他客户经理可以接手；银行确认管户后不再变动',
      createdBy: 'system',
      createdByName: '系统',
      approvedByName: '',
      approvalId: null,
      createdAt: now(),
    },
  }, { upsert: true });
}
