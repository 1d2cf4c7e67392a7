import { z } from 'zod';
import { config } from '../platform/config.ts';
import { job } from '../platform/job.ts';
import { GiveUp, RetryLater } from '../platform/worker.ts';
import { roomForAppMessage, sendAppMessage } from '../wecom/appMessages.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { Staff } from './staff.model.ts';

/** Old news is no news. */
const usefulMs = 86_400_000;

/** One member's copy of a notice: limits, refusals and repeats are each member's own. Tried for a day, 10 minutes apart at the most. */
export const notifyStaffMember = job('org.notifyStaffMember', {
  lane: 'bulk',
  attempts: 150,
  payload: z.object({ userid: z.string(), text: z.string(), card: z.object({ title: z.string(), path: z.string() }).nullable(), askedAt: z.iso.datetime() }),
  async prepare({ userid, text, card, askedAt }, { now, attempt }) {
    if (now.getTime() - new Date(askedAt).getTime() > usefulMs) throw new GiveUp('通知超过一天仍未送达，不再发送');
    if (await Staff.exists({ _id: userid, status: 'left' })) return;
    const waitMs = await roomForAppMessage(userid, await Staff.countDocuments({ status: 'active' }));
    if (waitMs > 0) throw new RetryLater('这位员工的通知达到企业微信的频次上限，稍后发送', waitMs);
    const { invalidUserids } = await askWecom(() => sendAppMessage({
      userids: [userid], text, again: attempt > 1, ...(card ? { card: { title: card.title, url: config.PUBLIC_URL + card.path } } : {}),
    }));
    if (invalidUserids.length > 0) throw new GiveUp('企业微信没有送达：这位员工未激活，或不在应用可见范围');
  },
  run: async () => undefined, // the row itself is the record
});
