import { defaultWelcomeId } from '../content/starterContent.ts';
import { welcomeValues } from '../content/welcomeValues.ts';
import { contactReading } from '../customers/contactReading.ts';
import type { Contact } from '../customers/ensureContact.ts';
import { ensureContacts } from '../customers/ensureContacts.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { send } from '../outreach/send.ts';
import { on, publish, type Fact } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { externalContactAdded } from '../wecom/events.ts';
import { markCallback } from '../wecom/markCallback.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { contactAdded } from './events.ts';
import { markCustomer } from './markCustomer.job.ts';
import { oweRefreshAtCap } from './oweRefreshAtCap.ts';
import { recordFact } from './recordFact.ts';

/** A nickname is worth this much of the welcome's 20 s, not more. */
const profileTimeoutMs = 1_500;

type Added = Fact<{ callbackId: string; userid: string; externalUserid: string; half: boolean; state: string | null; welcomeCode: string | null; receivedAt: string }>;

/** The one place that welcomes: counts the add for its code, sends, tells the domains below. */
export const onExternalContactAdded = on(externalContactAdded, 'channels.onExternalContactAdded', {
  lane: 'welcome',
  prepare: ({ externalUserid }, { now }) => readContacts(externalUserid, now),
  async run(fact, { now, tx, prepared: contacts }) {
    const { callbackId, userid, externalUserid, state, occurredAt: at } = fact;
    const [ensured] = (await ensureContacts([...contacts, { externalUserid, userid, addedAt: at, ...(state ? { state } : {}) }], tx)).slice(-1);
    if (!ensured) throw new Error('ensureContacts lost a contact');
    const { customerId } = ensured;
    const found = state ? await ChannelCode.findOne({ wecomState: state }).session(tx).lean<ChannelCodeRow>() : null;
    const refusal = refusalOf(state, found);
    const code = refusal ? null : found;
    const { isNewAdd } = await recordFact({ externalUserid, userid }, { kind: 'added', key: callbackId, at, codeId: code?._id ?? null, welcomed: false }, tx);
    if (isNewAdd) {
      const payload = { customerId, userid, codeId: code?._id ?? null, codeName: code?.name ?? '', campaignId: null };
      await publish(contactAdded, { key: callbackId, payload, at }, tx);
    }
    if (refusal) return markCallback(callbackId, refusal, tx);
    await welcome(fact, code?.welcomeVersionId ?? defaultWelcomeId, { customerId, customerName: contacts[0]?.profile?.name ?? '' }, now, tx);
    if (code) await followCode(code, fact, now, tx);
  },
});

/** The cap of the day, and the code's tags and remark. */
async function followCode(code: ChannelCodeRow, { callbackId, externalUserid, userid, half }: Added, now: Date, tx: Tx): Promise<void> {
  await oweRefreshAtCap(code, userid, now, tx);
  const hasMarks = code.tagIds.length > 0 || code.remarkPrefix !== '';
  // WeCom takes no tags for who has not been accepted yet (84061, contract 1.3): the full event follows.
  if (hasMarks && !half) await owe(markCustomer, [{ key: callbackId, payload: { codeId: code._id, externalUserid, userid } }], tx);
}

function refusalOf(state: string | null, code: ChannelCodeRow | null): 'unknownState' | 'disabledCode' | undefined {
  if (state && !code) return 'unknownState';
  return code?.state === 'disabled' ? 'disabledCode' : undefined;
}

async function readContacts(externalUserid: string, at: Date): Promise<Contact[]> {
  try {
    return await contactReading(externalUserid, at, { timeoutMs: profileTimeoutMs });
  } catch (error) {
    if (error instanceof WecomError) return []; // the welcome does without the name
    throw error;
  }
}

async function welcome({ callbackId, userid, externalUserid, welcomeCode, receivedAt }: Added, contentVersionId: string, customer: { customerId: string; customerName: string }, now: Date, tx: Tx): Promise<void> {
  if (!welcomeCode) return;
  const staff = (await findStaff([userid], tx)).get(userid);
  const branches = staff ? await departmentNames([staff.departmentPath]) : new Map<string, string>();
  const values = await welcomeValues({
    customerName: customer.customerName, staffName: staff?.name ?? '客户经理', branchName: branches.get(staff?.departmentPath ?? '') ?? '', at: now,
  }, tx);
  await send({
    purpose: 'service', channel: 'welcome', audience: { customerId: customer.customerId, externalUserid, userid }, contentVersionId, values,
    senderId: userid, senderPath: staff?.departmentPath ?? '/1/', businessKey: `welcome:${callbackId}`, welcomeCode, receivedAt: new Date(receivedAt),
  }, tx);
}
