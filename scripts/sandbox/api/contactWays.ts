import { z } from 'zod';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import { membersOf, subtree, type ContactWay, type State } from '../state.ts';
import { requireServiceMember } from './customers.ts';
import { page } from './cursor.ts';
import { requireMember } from './directory.ts';
import { endpoint } from './endpoint.ts';
import { filled, maxBytes, maxChars, seconds } from './fields.ts';
import { requireMedia } from './mediaStore.ts';
import { Refusal } from './refusal.ts';

const daySeconds = 86_400;
/** WeCom: 500 000 by API, contract 4.2. */
const maxWays = 500_000;
const maxUsers = 100;
const defaultPage = 100;
const maxPage = 1_000;

const lifetime = z.number().int().min(1).max(14 * daySeconds);
const Conclusions = z.object({
  text: z.object({ content: maxBytes(4_000) }).optional(), image: z.object({ media_id: filled }).optional(),
  link: z.looseObject({ title: filled, url: filled }).optional(), miniprogram: z.looseObject({ title: filled, pic_media_id: filled, appid: filled, page: filled }).optional(),
});
const changeable = {
  style: z.number().int().optional(), remark: maxChars(30).optional(), skip_verify: z.boolean().optional(), state: maxChars(30).optional(),
  user: z.array(filled).optional(), party: z.array(z.number().int()).optional(), expires_in: lifetime.optional(), chat_expires_in: lifetime.optional(),
  unionid: z.string().optional(), is_exclusive: z.boolean().optional(), mark_source: z.boolean().optional(), conclusions: Conclusions.optional(),
};
const wrong = { type: 41039, scene: 41040, style: 41042 };

function checkPeople(state: State, { type, user, party }: ContactWay): void {
  if (user.length + party.length === 0) throw new Refusal(40058, 'invalid Request Parameter. user and party are empty');
  if (type === 1 && (user.length !== 1 || party.length > 0)) throw new Refusal(40058, 'invalid Request Parameter. type 1 takes exactly one user');
  for (const id of party) if (!state.departments.has(id)) throw new Refusal(60123);
  const expanded = new Set([...user, ...membersOf(state, party.flatMap((id) => subtree(state, id))).map(({ userid }) => userid)]);
  if (expanded.size > maxUsers) throw new Refusal(41041);
  for (const userid of user) {
    if (!requireMember(state, userid).activated) throw new Refusal(41054);
    requireServiceMember(state, userid);
  }
}

function checkWay(sandbox: Sandbox, way: ContactWay): void {
  if (way.scene === 1 && ![1, 2, 3].includes(way.style)) throw new Refusal(41042);
  if (way.is_temp && way.type !== 1) throw new Refusal(40058, 'invalid Request Parameter. is_temp needs type 1');
  if (way.is_exclusive && (way.type !== 2 || way.is_temp)) throw new Refusal(40058, 'invalid Request Parameter. is_exclusive needs type 2');
  if (!way.is_temp && Object.keys(way.conclusions).length > 0) throw new Refusal(40058, 'invalid Request Parameter. conclusions need is_temp');
  const { image, miniprogram } = Conclusions.parse(way.conclusions);
  if (image) requireMedia(sandbox, image.media_id, 'image');
  if (miniprogram) requireMedia(sandbox, miniprogram.pic_media_id, 'image');
  checkPeople(sandbox.state, way);
}

function requireWay(state: State, configId: string): ContactWay {
  const way = state.contactWays.get(configId);
  if (!way) throw new Refusal(41044);
  return way;
}

const byConfig = z.object({ config_id: filled });
const missingConfig = { config_id: 41043 };

export const contactWayEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/add_contact_way', summary: '新建「联系我」', missing: { type: 41037, scene: 41038 }, wrong,
    input: z.object({ type: z.union([z.literal(1), z.literal(2)]), scene: z.union([z.literal(1), z.literal(2)]), is_temp: z.boolean().default(false), ...changeable }),
    run(given, { sandbox }) {
      const { state, clock, publicUrl } = sandbox;
      if (state.contactWays.size >= maxWays) throw new Refusal(41045);
      const id = newId('', 32);
      const way: ContactWay = {
        config_id: id, type: given.type, scene: given.scene, style: given.style ?? (given.scene === 1 ? 0 : 1), remark: given.remark ?? '', skip_verify: given.skip_verify ?? true,
        state: given.state ?? '', ...(given.scene === 2 ? { qr_code: `${publicUrl}/qr/${id}` } : {}), user: given.user ?? [], party: given.party ?? [], is_temp: given.is_temp,
        expires_in: given.is_temp ? given.expires_in ?? 7 * daySeconds : 0, chat_expires_in: given.is_temp ? given.chat_expires_in ?? daySeconds : 0, unionid: given.unionid ?? '',
        is_exclusive: given.is_exclusive ?? false, mark_source: given.mark_source ?? true, conclusions: given.conclusions ?? {}, createTime: clock.nowSeconds(),
      };
      checkWay(sandbox, way);
      state.contactWays.set(id, way);
      sandbox.touch();
      return { config_id: id, ...(way.qr_code ? { qr_code: way.qr_code } : {}) };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/get_contact_way', summary: '一个「联系我」', missing: missingConfig, input: byConfig,
    run({ config_id: id }, { sandbox: { state } }) {
      const { createTime, ...way } = requireWay(state, id);
      return { contact_way: way };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/list_contact_way', summary: '「联系我」列表，不含临时会话', empty: { contact_way: [] }, bodyOptional: true,
    input: z.object({ start_time: seconds.optional(), end_time: seconds.optional(), cursor: z.string().optional(), limit: z.number().int().min(1).optional() }),
    run({ start_time: start, end_time: end, cursor, limit }, { sandbox: { state, clock } }) {
      const from = start ?? clock.nowSeconds() - 90 * daySeconds;
      const to = end ?? clock.nowSeconds();
      const all = [...state.contactWays.values()].filter((way) => !way.is_temp && way.createTime >= from && way.createTime <= to);
      const { rows, next } = page(all, `ways ${start ?? ''} ${end ?? ''}`, cursor, Math.min(limit ?? defaultPage, maxPage));
      return { contact_way: rows.map(({ config_id }) => ({ config_id })), next_cursor: next };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/update_contact_way', summary: '修改「联系我」', missing: missingConfig, wrong, input: byConfig.extend(changeable),
    run(given, { sandbox }) {
      const way = requireWay(sandbox.state, given.config_id);
      const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const changed: ContactWay = { ...way, ...change };
      checkWay(sandbox, changed);
      sandbox.state.contactWays.set(way.config_id, changed);
      sandbox.touch();
      return {};
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/del_contact_way', summary: '删除「联系我」', missing: missingConfig, input: byConfig,
    run({ config_id: id }, { sandbox }) {
      requireWay(sandbox.state, id);
      sandbox.state.contactWays.delete(id);
      sandbox.touch();
      return {};
    },
  }),
];
