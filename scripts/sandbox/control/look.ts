import type Router from '@koa/router';
import { PassThrough } from 'node:stream';
import { isoTime } from '../clock.ts';
import { bizMail } from '../mail/address.ts';
import { mailsOf } from '../mail/inbox.ts';
import { presentWelcome } from '../people.ts';
import { inboxOf } from '../sms/inbox.ts';
import { phoneOrigin, serverOrigin } from '../proxy/hosts.ts';
import type { Sandbox } from '../sandbox.ts';
import { miniCodeText } from '../wechat/miniCode.ts';

const shownSms = 200;
const shownMails = 50;
const keepAliveMs = 20_000;

/** What the desk page shows. */
export function lookRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/sandbox/state', (ctx) => { ctx.body = presentState(sandbox); });
  router.get('/sandbox/log', (ctx) => { ctx.body = { rows: sandbox.log.rows(Number(ctx.query.limit) || 200) }; });
  router.get('/sandbox/welcomes', (ctx) => {
    const sinceMs = Date.parse(String(ctx.query.since ?? '')) || 0;
    ctx.body = { rows: [...sandbox.state.welcomes.values()].filter(({ madeAtMs }) => madeAtMs >= sinceMs).map(presentWelcome) };
  });
  router.get('/sandbox/stream', (ctx) => {
    const stream = new PassThrough();
    const stop = sandbox.log.listen((event, data) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
    const beat = setInterval(() => stream.write(': \n\n'), keepAliveMs);
    stream.write(': open\n\n');
    ctx.req.once('close', () => {
      stop();
      clearInterval(beat);
      stream.end();
    });
    ctx.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    ctx.body = stream;
  });
}

export function presentState(sandbox: Sandbox) {
  const { state, settings, clock, publicUrl } = sandbox;
  const groups = [...state.tagGroups.values()].filter(({ deleted }) => !deleted).sort((a, b) => b.order - a.order);
  return {
    clock: { at: isoTime(clock.nowMs()), offsetMs: clock.offsetMs() },
    corp: {
      corpId: settings.corpId, name: state.departments.get(1)?.name ?? '', agentId: settings.agentId, publicUrl, callbackUrl: sandbox.callbacks.url() ?? null,
      miniprogramAppid: settings.miniprogramAppid, smtpPort: sandbox.smtpPort, ...(settings.adminUrl ? { adminUrl: settings.adminUrl } : {}),
    },
    departments: [...state.departments.values()],
    members: [...state.members.values()].map((member) => ({ ...member, biz_mail: bizMail(member) })),
    customers: [...state.customers.values()].map((customer) => ({ ...customer, avatar: customer.avatar || `${publicUrl}/avatar/${customer.externalUserid}.svg` })),
    contactWays: [...state.contactWays.values()],
    relations: [...state.followers.values()].flatMap((each) => [...each.values()]),
    tags: groups.flatMap((group) => [...state.tags.values()].filter(({ groupId, deleted }) => groupId === group.id && !deleted).sort((a, b) => b.order - a.order)
      .map(({ id, name, order, byApp }) => ({ id, name, groupId: group.id, groupName: group.name, order, byApp }))),
    chats: [...state.chats.values()],
    messages: state.messages,
    friendChats: [...state.friendChats.values()],
    notices: state.notices.filter(({ externalUserid }) => externalUserid === state.holding.externalUserid),
    sms: inboxOf(sandbox, { externalUserid: state.holding.externalUserid }).slice(0, shownSms),
    staffSms: inboxOf(sandbox, { userid: state.holding.userid }).slice(0, shownSms),
    staffMails: mailsOf(sandbox, state.holding.userid).slice(0, shownMails),
    miniCodes: [...state.miniCodes.values()].map((code) => ({ ...code, text: miniCodeText(code) })),
    faults: sandbox.faults.list(),
    deliveries: { ...sandbox.callbacks.deliveries(), waiting: sandbox.callbacks.waiting() },
    phone: { origin: state.holding.externalUserid ? phoneOrigin(sandbox, state.holding.externalUserid) : null, home: settings.miniprogramHome, serverOrigin: serverOrigin(sandbox) ?? null },
    holding: state.holding,
  };
}
