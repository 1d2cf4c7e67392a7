import type Router from '@koa/router';
import { z } from 'zod';
import { newWechatCode, openidOf } from '../wechat/codes.ts';
import { isTemplate, quotaKey } from '../wechat/subscribe.ts';
import type { Sandbox } from '../sandbox.ts';
import { customer } from './phones.ts';
import { control, ControlError } from './route.ts';

const id = z.string().min(1);
const who = z.object({ externalUserid: id });
const list = z.array(z.string().min(1).max(128)).max(200);

/** What WeChat does for a mini-program on the customer's phone. */
export function miniprogramRoutes(router: Router, sandbox: Sandbox): void {
  control(router, sandbox, 'loginCode', who, ({ externalUserid }) => {
    const person = customer(sandbox, externalUserid);
    return { code: newWechatCode(sandbox, 'login', person), openid: openidOf(sandbox.settings.miniprogramAppid, person) };
  });
  control(router, sandbox, 'phoneCode', who, ({ externalUserid }) => {
    const person = customer(sandbox, externalUserid);
    if (!person.phone) throw new ControlError('这位客户没有手机号', 409);
    return { code: newWechatCode(sandbox, 'phone', person) };
  });
  control(router, sandbox, 'subscribe', z.object({ externalUserid: id, templateIds: list, times: z.number().int().min(0).max(1_000).optional() }), ({ externalUserid, templateIds, times }) => {
    const person = customer(sandbox, externalUserid);
    const wrong = templateIds.find((each) => !isTemplate(sandbox, each));
    if (wrong !== undefined) throw new ControlError(`没有订阅模板 ${wrong}`, 404);
    const { quotas } = sandbox.state;
    const left = templateIds.map((templateId) => {
      const key = quotaKey(person.externalUserid, templateId);
      quotas.set(key, times ?? (quotas.get(key) ?? 0) + 1);
      return [templateId, quotas.get(key)];
    });
    sandbox.touch();
    return { left: Object.fromEntries(left) };
  });
  control(router, sandbox, 'miniprogram', z.strictObject({ pages: list.optional(), templates: list.optional() }), ({ pages, templates }) => {
    const { published } = sandbox.state;
    if (pages) published.pages = pages;
    if (templates) published.templates = templates;
    sandbox.touch();
    return published;
  });
  control(router, sandbox, 'share', z.object({ from: id, to: id, title: z.string().max(200).default(''), path: z.string().max(1_024).default(''), imageUrl: z.url({ protocol: /^https?$/ }).or(z.literal('')).default('') }), (given) => {
    const [from, to] = [customer(sandbox, given.from).externalUserid, customer(sandbox, given.to).externalUserid];
    if (from === to) throw new ControlError('不能转发给自己');
    const { settings, state, clock } = sandbox;
    const page = given.path.replace(/^\/+/, '') || settings.miniprogramHome;
    const people: [string, string] = from < to ? [from, to] : [to, from];
    const key = people.join(' ');
    const chat = state.friendChats.get(key) ?? { people, lines: [] };
    state.friendChats.set(key, chat);
    const miniprogram = { title: given.title || '小程序', appid: settings.miniprogramAppid, page };
    const line = { at: clock.nowSeconds(), from, attachments: [{ msgtype: 'miniprogram', miniprogram, ...(given.imageUrl ? { mediaUrl: given.imageUrl } : {}) }] };
    chat.lines.push(line);
    sandbox.touch();
    return line;
  });
}
