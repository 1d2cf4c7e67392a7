import { defaultWelcomeId } from '../content/starterContent.ts';
import { welcomeValues } from '../content/welcomeValues.ts';
import { weekOffers } from '../content/weekOffers.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { sendMany } from '../outreach/send.ts';
import type { Tx } from '../platform/mongo.ts';
import type { Arrival } from './onExternalContactAdded.ts';

/** Welcomes those whom WeCom gave a welcome code for, by their code's welcome or the standard one. */
export async function sendWelcomes(arrivals: Arrival[], now: Date, tx: Tx): Promise<void> {
  const welcomed = arrivals.filter(({ fact }) => fact.welcomeCode);
  if (welcomed.length === 0) return;
  const staff = await findStaff(welcomed.map(({ fact }) => fact.userid), tx);
  const branches = await departmentNames([...staff.values()].map((each) => each.departmentPath));
  const offers = await weekOffers(now, tx);
  await sendMany(welcomed.map(({ fact: { userid, externalUserid, callbackId, receivedAt, welcomeCode }, customerId, customerName, code }) => {
    const sender = staff.get(userid);
    return {
      purpose: 'service', channel: 'welcome', audience: { customerId, externalUserid, userid }, contentVersionId: code?.welcomeVersionId ?? defaultWelcomeId,
      values: welcomeValues({ customerName, staffName: sender?.name ?? '客户经理', branchName: branches.get(sender?.departmentPath ?? '') ?? '' }, offers, now),
      senderId: userid, senderPath: sender?.departmentPath ?? '/1/', businessKey: `welcome:${callbackId}`, welcomeCode: welcomeCode ?? '', receivedAt: new Date(receivedAt),
    };
  }), tx);
}
