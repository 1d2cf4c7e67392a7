import { z } from 'zod';
import { askWecom } from '../wecom/askWecom.ts';
import { recordMarks } from '../customers/recordMarks.ts';
import { job } from '../platform/job.ts';
import { getExternalContact, markTag, remarkContact } from '../wecom/contacts.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { remarkFor } from './code.rules.ts';

/** Gives a new customer the tags and remark of the code they came by. Never writes over a remark that the manager has set. */
export const markCustomer = job('channels.markCustomer', {
  lane: 'event',
  payload: z.object({ codeId: z.string(), externalUserid: z.string(), userid: z.string() }),
  async prepare({ codeId, ...relation }) {
    const code = await ChannelCode.findById(codeId).lean<ChannelCodeRow>();
    if (!code) return undefined;
    await askWecom(() => markTag({ ...relation, addTagIds: code.tagIds }));
    const remark = code.remarkPrefix ? await askWecom(() => setRemark(code.remarkPrefix, relation)) : undefined;
    return { addTagIds: code.tagIds, ...(remark === undefined ? {} : { remark }) };
  },
  async run({ externalUserid, userid }, { tx, prepared }) {
    if (prepared) await recordMarks({ externalUserid, userid, ...prepared }, tx);
  },
});

async function setRemark(prefix: string, { externalUserid, userid }: { externalUserid: string; userid: string }): Promise<string | undefined> {
  const { contact, followUsers } = await getExternalContact(externalUserid);
  const current = followUsers.find((each) => each.userid === userid)?.remark ?? '';
  const isUntouched = current === '' || current === contact.name;
  if (!isUntouched) return undefined;
  const remark = remarkFor(prefix, contact.name);
  await remarkContact({ externalUserid, userid, remark });
  return remark;
}
