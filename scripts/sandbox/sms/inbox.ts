import type Router from '@koa/router';
import { z } from 'zod';
import { customer, member, PhoneNumber } from '../control/phones.ts';
import { control, ControlError } from '../control/route.ts';
import { givePhone, swapPhones } from '../phoneNumbers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Sms } from '../state.ts';

const id = z.string().min(1);

/** A customer or a member. */
export type Holder = { externalUserid: string } | { userid: string };
const isTo = (sms: Sms, holder: Holder) => ('userid' in holder ? holder.userid !== '' && sms.userid === holder.userid : holder.externalUserid !== '' && sms.externalUserid === holder.externalUserid);

/** What came to one person, newest first; a number that moves on takes nothing along. */
export const inboxOf = ({ state }: Sandbox, holder: Holder): Sms[] => state.sms.filter((each) => isTo(each, holder)).reverse();

/** Who has which number, and what came to it. */
export function inboxRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/sandbox/sms', (ctx) => {
    const { phone, externalUserid, userid } = ctx.query;
    ctx.body = { rows: [...sandbox.state.sms].reverse().filter((each) => (!phone || each.phone === phone) && (!externalUserid || each.externalUserid === externalUserid) && (!userid || each.userid === userid)) };
  });
  const messageId = z.string().optional();
  control(router, sandbox, 'smsRead', z.union([z.strictObject({ externalUserid: id, messageId }), z.strictObject({ userid: id, messageId })]), (given) => {
    const holder = 'userid' in given ? member(sandbox, given.userid) : customer(sandbox, given.externalUserid);
    const mine = inboxOf(sandbox, holder).filter((each) => !given.messageId || each.messageId === given.messageId);
    for (const each of mine) each.read = true;
    sandbox.touch();
    return { read: mine.length };
  });
  control(router, sandbox, 'phone', z.object({ externalUserid: id, phone: PhoneNumber.or(z.literal('')) }), ({ externalUserid, phone }) => {
    const person = customer(sandbox, externalUserid);
    const holder = sandbox.state.customers.get(sandbox.state.phones.get(phone) ?? '');
    if (holder && holder !== person) throw new ControlError(`这个号码在${holder.name}手里，请交换号码或先收回`, 409);
    givePhone(sandbox.state, person, phone);
    sandbox.touch();
    return { externalUserid, phone };
  });
  control(router, sandbox, 'swapPhones', z.object({ one: id, other: id }), ({ one, other }) => {
    const people = [customer(sandbox, one), customer(sandbox, other)] as const;
    swapPhones(sandbox.state, ...people);
    sandbox.touch();
    return { people: people.map(({ externalUserid, phone }) => ({ externalUserid, phone })) };
  });
}
