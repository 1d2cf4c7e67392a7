import { mayRelease } from '../compliance/mayRelease.ts';
import { findVersion } from '../content/approvedVersion.ts';
import { renderSms } from '../content/content.rules.ts';
import { phoneCodeOf } from '../customers/phoneCode.ts';
import { now } from '../platform/clock.ts';
import { unsealPhone } from '../platform/phone.ts';
import { smsPort } from '../platform/sms.port.ts';
import { PortError } from '../platform/portError.ts';
import { GiveUp } from '../platform/worker.ts';
import type { Outcome } from './delivery.rules.ts';
import { unfinished } from './ending.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { isCodeOver, outcomeSoFar, reasonAfter } from './sms.rules.ts';

/** One try; throws where another may help. The code is worked out here and is in nothing that stays: C3. Two at once do no harm, the gateway knows a message by its id. */
export async function trySms(outboundId: string): Promise<Outcome | undefined> {
  const row = await Outbound.findOne(unfinished(outboundId)).lean<OutboundRow>();
  if (!row) return undefined;
  const at = now();
  if (isCodeOver(row.receivedAt, at)) return outcomeSoFar(row) ?? { state: 'missed', reason: 'smsTooLate' };
  const version = await findVersion(row.contentVersionId);
  const refusal = await mayRelease({ contentVersion: version, channel: row.channel, userid: row.staffUserid, at });
  if (refusal || !version) return outcomeSoFar(row) ?? { state: 'refused', reason: refusal ?? 'contentNotApproved' };
  const message = { messageId: row._id, phone: unsealPhone(row.sealedPhone), text: renderSms(version.text, { phoneCode: phoneCodeOf(row.challengeId) }) };
  // Written before the call: a process that dies over it leaves a trace.
  await Outbound.updateOne(unfinished(row._id), { $set: { state: 'sending', attemptedAt: at }, $inc: { attempts: 1 } });
  try {
    await smsPort().send(message);
    return { state: 'sent', reason: null };
  } catch (error) {
    await Outbound.updateOne(unfinished(row._id), { $set: { reason: reasonAfter(row, error) } });
    throw error instanceof PortError && error.final ? new GiveUp(error.message) : error;
  }
}
