import type Router from '@koa/router';
import { z } from 'zod';
import { customer, PhoneNumber } from '../control/phones.ts';
import { control, ControlError } from '../control/route.ts';
import { givePhone, swapPhones } from '../phoneNumbers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Sms } from '../state.ts';

const id = z.string().min(1);

/** What came to one person, newest first; a number that moves on takes nothing along. */
export const inboxOf = ({ state }: Sandbox, externalUserid: string): Sms[] => state.sms.filter((each) => each.externalUserid === externalUserid && externalUserid !== '').reverse();

/** Who has which number, and what came to it. */
export function inboxRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/sandbox/sms', (ctx) => {
    const { phone, externalUserid } = ctx.query;
    ctx.body = { rows: [...sandbox.state.sms].reverse().filter((each) => (!phone || each.phone === phone) && (!externalUserid || each.externalUserid === externalUserid)) };
  });
  control(router, sandbox, 'smsRead', z.object({ externalUserid: id, messageId: z.string().optional() }), ({ externalUserid, messageId }) => {
    const mine = inboxOf(sandbox, customer(sandbox, externalUserid).externalUserid).filter((each) => !messageId || each.messageId === messageId);
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
