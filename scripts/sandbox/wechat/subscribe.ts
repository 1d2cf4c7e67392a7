import { z } from 'zod';
import { endpoint } from '../api/endpoint.ts';
import { charsOf, filled } from '../api/fields.ts';
import { Refusal } from '../api/refusal.ts';
import type { Sandbox } from '../sandbox.ts';
import { checkPage } from './miniCode.ts';

const keptNotices = 2_000;
const chinese = /^\p{Script=Han}*$/u;

/** WeChat: what a field of each kind may hold, contract 8.3; time, date and amount are not published. */
const fits: Record<string, (value: string) => boolean> = {
  thing: (value) => charsOf(value) <= 20, const: (value) => charsOf(value) <= 20, character_string: (value) => charsOf(value) <= 32 && !/[^\x20-\x7e]/.test(value), number: (value) => /^-?[\d.]{1,32}$/.test(value),
  phone_number: (value) => /^[\d +()-]{1,17}$/.test(value), car_number: (value) => charsOf(value) <= 8, phrase: (value) => charsOf(value) <= 5 && chinese.test(value), name: (value) => charsOf(value) <= 10,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value), symbol: (value) => charsOf(value) <= 5, time: () => true, date: () => true, amount: () => true,
};

export const quotaKey = (externalUserid: string, templateId: string): string => `${externalUserid} ${templateId}`;

export const isTemplate = ({ state, settings }: Sandbox, id: string): boolean => {
  const templates = state.published.templates ?? settings.miniprogramTemplates;
  return templates.length === 0 ? /^[\w-]{1,64}$/.test(id) : templates.includes(id);
};

function checkData(data: Record<string, { value: string }>): void {
  for (const [name, { value }] of Object.entries(data)) {
    const kind = /^([a-z_]+?)\d+$/.exec(name)?.[1] ?? '';
    if (!Object.hasOwn(fits, kind) || value === '' || !fits[kind]?.(value)) throw new Refusal(47003, `argument invalid! data.${name}.value is invalid`);
  }
}

export const subscribeEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/message/subscribe/send', summary: '订阅消息，客户同意一次只能发一次', missing: { touser: 40003, template_id: 40037, data: 47003 }, wrong: { page: 41030, data: 47003 }, otherwise: 40097,
    input: z.object({
      touser: filled, template_id: filled, page: z.string().optional(), data: z.record(z.string(), z.object({ value: z.string() })),
      miniprogram_state: z.enum(['developer', 'trial', 'formal']).optional(), lang: z.string().optional(),
    }),
    run({ touser, template_id: templateId, page = '', data }, { sandbox }) {
      const { state, clock } = sandbox;
      const externalUserid = state.openids.get(touser);
      if (!externalUserid) throw new Refusal(40003);
      if (!isTemplate(sandbox, templateId)) throw new Refusal(40037);
      if (page) checkPage(sandbox, page.replace(/[?#].*$/, ''));
      checkData(data);
      const key = quotaKey(externalUserid, templateId);
      const left = state.quotas.get(key) ?? 0;
      if (left === 0) throw new Refusal(43101);
      state.quotas.set(key, left - 1);
      state.notices.push({ at: clock.nowSeconds(), externalUserid, templateId, page, data: Object.fromEntries(Object.entries(data).map(([name, { value }]) => [name, value])) });
      state.notices.splice(0, state.notices.length - keptNotices);
      sandbox.touch();
      return {};
    },
  }),
];
