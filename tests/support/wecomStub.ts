import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { config } from '../../server/platform/config.ts';

interface StubRelation { userid: string; remark?: string; createtime: number; tagIds?: string[]; mobiles?: string[]; addWay?: number; state?: string }
interface StubContact { name: string; gender?: number; relations: StubRelation[] }

/** What WeCom and WeChat would hold and do: contract 4.1, 4.5, 5.1 and 8 as far as the server asks. */
export interface WecomStub {
  contacts: Map<string, StubContact>;
  followUsers: string[];
  /** `wx.login`'s codes and whom they stand for; each works once (contract 8.1). */
  logins: Map<string, { openid: string; unionid?: string }>;
  /** Codes of the phone button and their numbers; each works once. */
  phones: Map<string, string>;
  /** App messages that were taken, in their order (contract 5.1). */
  appMessages: { touser: string; msgtype: string; agentid: number; [field: string]: unknown }[];
  /** Members of whom `message/send` says that they are invalid. */
  invalidUsers: string[];
  tagGroups: { id: string; name: string; order: number; tags: { id: string; name: string; order: number }[] }[];
  /** Path ending → errcode that it answers from now on. */
  refuses: Map<string, number>;
  /** Path endings in the order asked. */
  asked: string[];
  pageSize: number;
}

/** The smallest PNG, in the place of a mini-program code. */
export const stubMiniCode = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const followOf = (each: StubRelation) => ({
  userid: each.userid, remark: each.remark ?? '', description: '', createtime: each.createtime, remark_mobiles: each.mobiles ?? [],
  add_way: each.addWay ?? 1, ...(each.state ? { state: each.state } : {}),
});
const contactOf = (id: string, contact: StubContact) => ({ external_userid: id, name: contact.name, avatar: '', type: 1, gender: contact.gender ?? 0 });

function answer(stub: WecomStub, path: string, query: URLSearchParams, body: any): object { // the body is whatever our client sent
  if (path === 'gettoken') return { access_token: 'stub-token', expires_in: 7_200 };
  if (path === 'stable_token') return { access_token: 'stub-mini-token', expires_in: 7_200 };
  if (path === 'jscode2session') {
    const code = query.get('js_code') ?? '';
    const person = stub.logins.get(code);
    stub.logins.delete(code);
    return person ? { session_key: 'c3R1Yi1zZXNzaW9uLWtleQ==', ...person } : { errcode: 40_029, errmsg: 'invalid code rid: stub' };
  }
  if (path === 'getuserphonenumber') {
    const number = stub.phones.get(body.code);
    stub.phones.delete(body.code);
    if (!number) return { errcode: 40_029, errmsg: 'invalid code rid: stub' };
    return { phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark: { timestamp: 1_700_000_000, appid: config.MINIPROGRAM_APPID } } };
  }
  if (path === 'send') {
    const asked: string[] = body.touser.split('|');
    const invalid = asked.filter((userid) => stub.invalidUsers.includes(userid));
    if (invalid.length === asked.length) return { errcode: 81_013, errmsg: 'all receivers invalid' };
    stub.appMessages.push(body);
    return { ...(invalid.length > 0 ? { invaliduser: invalid.join('|') } : {}), msgid: `m_${stub.appMessages.length}` };
  }
  if (path === 'get_follow_user_list') return { follow_user: stub.followUsers };
  if (path === 'get_corp_tag_list') {
    return { tag_group: stub.tagGroups.map(({ id, name, order, tags }) => ({ group_id: id, group_name: name, order, create_time: 1, tag: tags.map((tag) => ({ ...tag, create_time: 1 })) })) };
  }
  if (path === 'get') {
    const id = query.get('external_userid') ?? '';
    const contact = stub.contacts.get(id);
    if (!contact || contact.relations.length === 0) return { errcode: 84_061, errmsg: 'not external contact', follow_user: [] };
    const tags = (each: StubRelation) => (each.tagIds ?? []).map((tag) => ({ group_name: '', tag_name: '', tag_id: tag, type: 1 }));
    return { external_contact: contactOf(id, contact), follow_user: contact.relations.map((each) => ({ ...followOf(each), tags: [...tags(each), { group_name: '', tag_name: '个人', type: 2 }] })) };
  }
  if (path === 'get_by_user') {
    const all = [...stub.contacts].flatMap(([id, contact]) => contact.relations.filter((each) => body.userid_list.includes(each.userid))
      .map((each) => ({ external_contact: contactOf(id, contact), follow_info: { ...followOf(each), tag_id: each.tagIds ?? [] } })));
    if (all.length === 0) return { errcode: 84_061, errmsg: 'not external contact', external_contact_list: [] };
    const from = Number(body.cursor ?? 0);
    const until = from + stub.pageSize;
    return { external_contact_list: all.slice(from, until), next_cursor: until < all.length ? String(until) : '' };
  }
  return { errcode: 40_058, errmsg: `not played: ${path}` };
}

/** A WeCom of the test's own, to which the server speaks instead. Call at the top of a test file. */
export function useWecomStub(): WecomStub {
  const stub: WecomStub = { contacts: new Map(), followUsers: [], logins: new Map(), phones: new Map(), appMessages: [], invalidUsers: [], tagGroups: [], refuses: new Map(), asked: [], pageSize: 2 };
  const before = { WECOM_API_BASE: config.WECOM_API_BASE, WECHAT_API_BASE: config.WECHAT_API_BASE };
  let server: Server | undefined;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const url = new URL(request.url ?? '/', 'http://stub');
      const path = url.pathname.split('/').at(-1) ?? '';
      stub.asked.push(path);
      const text = Buffer.concat(chunks).toString('utf8');
      const refused = stub.refuses.get(path);
      if (path === 'getwxacodeunlimit' && !refused) {
        response.setHeader('content-type', 'image/png');
        return void response.end(stubMiniCode);
      }
      const given = refused ? { errcode: refused, errmsg: 'refused' } : answer(stub, path, url.searchParams, text ? JSON.parse(text) : {});
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...given }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(config, { WECOM_API_BASE: base, WECHAT_API_BASE: base });
  });
  afterAll(async () => {
    Object.assign(config, before);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  return stub;
}
