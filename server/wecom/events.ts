import { z } from 'zod';
import { event } from '../platform/event.ts';

/** Ids as WeCom sent them; no customer of ours in it: whoever needs one calls `customers.ensureContact`. */
const Relation = { callbackId: z.string(), userid: z.string(), externalUserid: z.string() };
const subject = ({ userid, externalUserid }: { userid: string; externalUserid: string }) => ({ staffUserid: userid, externalUserid });

/** `add_external_contact`, or `add_half_external_contact` with `half`: the customer has added, the member has not accepted yet. */
export const externalContactAdded = event('wecom.externalContactAdded', {
  payload: z.object({
    ...Relation,
    half: z.boolean(),
    /** Contact way's `state`; null where the add came by no code. */
    state: z.string().nullable(),
    /** 20 s, single use, first app wins (contract 4.4); null where WeCom sent none. */
    welcomeCode: z.string().nullable(),
    /** When the first copy of the callback reached us, ISO: the welcome's 20 s run from here. */
    receivedAt: z.iso.datetime(),
  }),
  words: () => '添加了企业微信',
});

export const externalContactEdited = event('wecom.externalContactEdited', { payload: z.object({ ...Relation, state: z.string().nullable() }), words: () => '修改了备注或标签', subject });

/** `del_external_contact` (by staff) or `del_follow_user` (by customer). */
export const externalContactRemoved = event('wecom.externalContactRemoved', {
  payload: z.object({ ...Relation, by: z.enum(['customer', 'staff']), byTransfer: z.boolean() }),
  words: ({ by }) => (by === 'customer' ? '客户删除了员工' : '员工删除了客户'),
  subject,
});
