import type { StaffChannel } from '../../shared/org/constants.ts';
import { config } from '../platform/config.ts';
import { mailPort } from '../platform/mail.port.ts';
import { unsealPhone } from '../platform/phone.ts';
import { PortError } from '../platform/portError.ts';
import { smsPort } from '../platform/sms.port.ts';
import { GiveUp, RetryLater } from '../platform/worker.ts';
import { roomForAppMessage, sendAppMessage } from '../wecom/appMessages.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { unsealMail } from './mailAddress.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export interface StaffMessage {
  userid: string;
  /** By it the SMS gateway and mailboxes know a repeat: at most 128 characters. */
  messageId: string;
  subject: string;
  /** By WeCom at most 2 048 bytes, 512 on a card; the rest is cut. */
  text: string;
  /** Makes a card of it in WeCom that opens a page of ours: `path` begins with `/`. */
  card?: { title: string; path: string } | null;
  askedAt: Date;
}
interface Attempt { now: Date; attempt: number }
type Tell = (message: StaffMessage, staff: StaffRow, attempt: Attempt) => Promise<void>;

/** Old news is no news: a gateway that is down for half an hour is for people to see, WeCom's limits may take a day. */
const usefulMinutes: Record<StaffChannel, number> = { wecom: 1_440, mail: 30, sms: 30 };

/** The channels that the configuration offers. */
export const availableChannels = (): StaffChannel[] => ['wecom', ...(config.MAIL_URL ? ['mail' as const] : []), ...(config.SMS_GATEWAY_URL ? ['sms' as const] : [])];

/** One try to reach one member of staff, from a job's `prepare`; throws GiveUp with words for people, or what another try may mend. Who has left is not told. */
export async function tellStaff(by: StaffChannel, message: StaffMessage, attempt: Attempt): Promise<void> {
  if (attempt.now.getTime() - message.askedAt.getTime() > usefulMinutes[by] * 60_000) throw new GiveUp(`通知超过${by === 'wecom' ? '一天' : '半小时'}仍未送达，不再发送`);
  const staff = await Staff.findOne({ _id: message.userid, status: { $ne: 'left' } }).lean<StaffRow>();
  if (staff) await ways[by](message, staff, attempt);
}

const byWecom: Tell = async ({ text, card }, { _id: userid }, { attempt }) => {
  const waitMs = await roomForAppMessage(userid, await Staff.countDocuments({ status: 'active' }));
  if (waitMs > 0) throw new RetryLater('这位员工的通知达到企业微信的频次上限，稍后发送', waitMs);
  const { invalidUserids } = await askWecom(() => sendAppMessage({
    userids: [userid], text, again: attempt > 1, ...(card ? { card: { title: card.title, url: config.PUBLIC_URL + card.path } } : {}),
  }));
  if (invalidUserids.length > 0) throw new GiveUp('企业微信没有送达：这位员工未激活，或不在应用可见范围');
};

const byMail: Tell = async ({ messageId, subject, text }, { sealedMail }) => {
  if (!sealedMail) throw new GiveUp('没有登记邮箱，请在组织与角色里补上');
  await final('邮件没有送达，请核对邮箱地址', () => mailPort().send({ messageId, to: unsealMail(sealedMail), subject, text }));
};

const bySms: Tell = async ({ messageId, text }, { sealedPhone }) => {
  if (!sealedPhone) throw new GiveUp('没有登记手机号，请在组织与角色里补上');
  await final('短信没有送达，请核对手机号', () => smsPort().send({ messageId, phone: unsealPhone(sealedPhone), text }));
};

const ways: Record<StaffChannel, Tell> = { wecom: byWecom, mail: byMail, sms: bySms };

async function final(words: string, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    throw error instanceof PortError && error.final ? new GiveUp(words) : error;
  }
}
