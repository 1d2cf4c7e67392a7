import { z } from 'zod';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import { findMember, membersOf, subtree } from '../state.ts';
import { endpoint } from './endpoint.ts';
import { bytesOf, filled, maxBytes } from './fields.ts';
import { Refusal } from './refusal.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const keptMessages = 500;
const maxTextBytes = 2_048;

const bodies = {
  text: z.object({ content: z.string() }),
  markdown: z.object({ content: z.string() }),
  textcard: z.object({ title: filled.pipe(maxBytes(128)), description: z.string().optional(), url: z.string().optional(), btntxt: z.string().optional() }),
};
const isCovered = (msgtype: string): msgtype is keyof typeof bodies => msgtype in bodies;

/** Cut at a whole character. */
function cut(text: string, limit: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += bytesOf(character);
    if (size > limit) return kept;
    kept += character;
  }
  return kept;
}

function checkBody(msgtype: unknown, given: Record<string, unknown>): { msgtype: string; body: Record<string, unknown> } {
  if (typeof msgtype !== 'string' || !isCovered(msgtype)) throw new Refusal(40008);
  const parsed = bodies[msgtype].safeParse(given[msgtype]);
  if (!parsed.success) throw new Refusal(msgtype === 'textcard' ? 40058 : 44004);
  const body = parsed.data;
  if ('content' in body) {
    if (!body.content) throw new Refusal(44004);
    return { msgtype, body: { content: cut(body.content, maxTextBytes) } };
  }
  if (!body.description) throw new Refusal(41033);
  if (bytesOf(body.description) > 512 || bytesOf(body.url ?? '') > 2_048 || [...(body.btntxt ?? '')].length > 4) throw new Refusal(40058);
  if (!/^https?:\/\//.test(body.url ?? '')) throw new Refusal(45034);
  return { msgtype, body };
}

const split = (list: string) => list.split('|').map((item) => item.trim()).filter(Boolean);

/** Who gets it, and who does not exist. */
function receivers(sandbox: Sandbox, touser: string, toparty: string) {
  const { state } = sandbox;
  const visible = [...state.members.values()].filter((member) => member.inAppRange && member.activated);
  if (touser === '@all') return { found: visible, badUsers: [], badParties: [] };
  const userids = split(touser);
  const parties = split(toparty);
  const badUsers = userids.filter((userid) => !findMember(state, userid)?.inAppRange);
  const badParties = parties.filter((id) => !state.departments.has(Number(id)));
  const named = userids.flatMap((userid) => findMember(state, userid) ?? []);
  const inParties = membersOf(state, parties.flatMap((id) => subtree(state, Number(id))));
  return { found: [...new Set([...named, ...inParties])].filter((member) => visible.includes(member)), badUsers, badParties };
}

/** WeCom: 30 a minute and 1 000 an hour to one member, head count × 200 a day in all; more is dropped without a word (contract 1.2). */
const dropped = ({ limits, state }: Sandbox, userid: string) =>
  limits.full(`app messages to ${userid}`, 30, minuteMs) || limits.full(`app messages to ${userid}`, 1_000, hourMs) || limits.full('app messages', state.members.size * 200, dayMs);

export const messageEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/message/send', summary: '发送应用消息（text、markdown、textcard）', missing: { agentid: 41011 }, wrong: { agentid: 40056 },
    input: z.looseObject({ touser: z.string().default(''), toparty: z.string().default(''), totag: z.string().default(''), msgtype: z.unknown().optional(), agentid: z.number().int() }),
    run(given, { sandbox }) {
      const { touser, toparty, totag } = given;
      if (given.agentid !== sandbox.settings.agentId) throw new Refusal(301002);
      if (!touser && !toparty && !totag) throw new Refusal(82001);
      if (split(touser).length > 1_000) throw new Refusal(40032);
      if (split(toparty).length > 100) throw new Refusal(82002);
      if (split(totag).length > 100) throw new Refusal(82003);
      const { msgtype, body } = checkBody(given.msgtype, given);
      const { found, badUsers, badParties } = receivers(sandbox, touser, toparty);
      if (found.length === 0) throw new Refusal(81013);
      const msgid = newId('', 40);
      const userids = found.map(({ userid }) => userid).filter((userid) => !dropped(sandbox, userid));
      sandbox.state.messages.push({ at: sandbox.clock.nowSeconds(), msgid, userids, msgtype, body });
      if (sandbox.state.messages.length > keptMessages) sandbox.state.messages.shift();
      sandbox.touch();
      return {
        ...(badUsers.length > 0 ? { invaliduser: badUsers.join('|').toLowerCase() } : {}), ...(badParties.length > 0 ? { invalidparty: badParties.join('|') } : {}),
        ...(totag ? { invalidtag: totag } : {}), msgid,
      };
    },
  }),
];
