import type Router from '@koa/router';
import { z } from 'zod';
import { member } from '../control/phones.ts';
import { control } from '../control/route.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Mail } from '../state.ts';

/** What came to one member, newest first. */
export const mailsOf = ({ state }: Sandbox, userid: string): Mail[] => state.mails.filter((each) => each.userid === userid).reverse();

export function mailRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/sandbox/mails', (ctx) => {
    const { userid } = ctx.query;
    ctx.body = { rows: [...sandbox.state.mails].reverse().filter((each) => !userid || each.userid === userid) };
  });
  control(router, sandbox, 'mailRead', z.object({ userid: z.string().min(1), messageId: z.string().optional() }), ({ userid, messageId }) => {
    const mine = mailsOf(sandbox, member(sandbox, userid).userid).filter((each) => !messageId || each.messageId === messageId);
    for (const each of mine) each.read = true;
    sandbox.touch();
    return { read: mine.length };
  });
}
