import { staffLeft } from '../org/events.ts';
import { on } from '../platform/event.ts';
import { ChannelCode } from './channelCode.model.ts';
import { oweRefresh } from './refreshDuty.job.ts';

/** Codes lead nobody to a person who is gone. */
export const onStaffLeft = on(staffLeft, 'channels.onStaffLeft', {
  async run({ eventId, userid }, { tx }) {
    const codes = await ChannelCode.find({ $or: [{ 'staff.userid': userid }, { backupUserid: userid }] }, { _id: 1 }).session(tx).lean<{ _id: string }[]>();
    for (const code of codes) await oweRefresh(code._id, eventId, tx);
  },
});
