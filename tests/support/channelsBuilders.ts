import { ChannelCode, type ChannelCodeRow } from '../../server/channels/channelCode.model.ts';
import type { ContactWayRow } from '../../server/channels/contactWay.model.ts';
import { wayOfCode } from '../../server/channels/contactWays.ts';
import { createCode } from '../../server/channels/createCode.ts';
import { systemActor, type StaffActor } from '../../server/platform/actor.ts';
import { config } from '../../server/platform/config.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { externalContactAdded, externalContactRemoved } from '../../server/wecom/events.ts';
import { workOff } from './harness.ts';
import { aWecom, ok, refusal, type WecomStandIn } from './wecomBuilders.ts';

export interface Way { config_id: string; state: string; user: string[]; remark: string; qr_code: string }

/** WeCom as far as codes and welcomes need it: contract 4.1, 4.2, 4.4, 4.5, 5.4. */
export interface CodeWecom {
  wecom: WecomStandIn;
  ways: Map<string, Way>;
  /** Nicknames by external_userid; who is not here has no relation. */
  nicknames: Map<string, string>;
  remarks: Map<string, string>;
}

const base = '/cgi-bin/externalcontact';
export const paths = {
  add: `${base}/add_contact_way`, update: `${base}/update_contact_way`, list: `${base}/list_contact_way`, getWay: `${base}/get_contact_way`,
  welcome: `${base}/send_welcome_msg`, get: `${base}/get`, mark: `${base}/mark_tag`, remark: `${base}/remark`, upload: '/cgi-bin/media/upload',
} as const;

/** Call at the top of a test file, after `useServer`. Everything is as new before each test. */
export function useCodeWecom(): CodeWecom {
  const played = { ways: new Map(), nicknames: new Map(), remarks: new Map() } as unknown as CodeWecom; // `wecom` comes before the first test
  const before = config.WECOM_API_BASE;
  beforeAll(async () => { played.wecom = await aWecom(); });
  afterAll(async () => {
    config.WECOM_API_BASE = before;
    await played.wecom.close();
  });
  beforeEach(() => {
    for (const map of [played.ways, played.nicknames, played.remarks]) map.clear();
    played.wecom.reset();
    play(played);
  });
  return played;
}

function play({ wecom, ways, nicknames, remarks }: CodeWecom): void {
  wecom.answer(paths.add, ({ body }) => ok(newWay(ways, body)));
  wecom.answer(paths.update, ({ body }) => {
    const way = ways.get(body.config_id);
    if (!way) return refusal(41_044);
    Object.assign(way, body);
    return ok();
  });
  wecom.answer(paths.list, () => ok({ contact_way: [...ways.keys()].map((config_id) => ({ config_id })), next_cursor: '' }));
  wecom.answer(paths.getWay, ({ body }) => (ways.has(body.config_id) ? ok({ contact_way: ways.get(body.config_id) }) : refusal(41_044)));
  wecom.answer(paths.get, ({ query }) => {
    const id = query.get('external_userid') ?? '';
    const name = nicknames.get(id);
    if (name === undefined) return { json: { errcode: 84_061, errmsg: 'not external contact', follow_user: [] } };
    const follow = { userid: 'u_amy', remark: remarks.get(id) ?? '', description: '', createtime: 1_790_000_000, add_way: 1, tags: [] };
    return ok({ external_contact: { external_userid: id, name, avatar: '', type: 1, gender: 2 }, follow_user: [follow] });
  });
  wecom.answer(paths.mark, ok());
  wecom.answer(paths.remark, ok());
  wecom.answer(paths.upload, ok({ type: 'image', media_id: 'media_1', created_at: '1790000000' }));
  wecom.answer(paths.welcome, ok());
}

let wayCount = 0;
export function newWay(ways: CodeWecom['ways'], body: { state: string; user: string[]; remark: string }): { config_id: string; qr_code: string } {
  const id = `cfg_${(wayCount += 1)}`;
  const way = { ...body, config_id: id, qr_code: `https://qr.example.com/${id}` };
  ways.set(id, way);
  return { config_id: id, qr_code: way.qr_code };
}

export interface ACode { name?: string; staff?: { userid: string; dailyCap?: number | null; shifts?: { weekdays: number[]; from: string; to: string }[] }[]; backupUserid?: string; tagIds?: string[]; welcomeVersionId?: string; remarkPrefix?: string }

let codeCount = 0;
/** What the admin panel sends for a new code. */
export const codeFields = ({ name, staff = [{ userid: 'u_amy' }], backupUserid = 'u_amy', tagIds = [], welcomeVersionId = 'welcome-brief-1', remarkPrefix = '' }: ACode = {}) => ({
  name: name ?? `渠道码${(codeCount += 1)}`, staff: staff.map((each) => ({ dailyCap: null, shifts: [], ...each })), backupUserid, tagIds, welcomeVersionId, remarkPrefix,
});

export const actorFor = (staff: StaffRow): StaffActor =>
  ({ kind: 'staff', id: staff._id, name: staff.name, roles: staff.roles, departmentPaths: staff.departmentPaths, sessionId: 's', signedInAt: new Date(0) });

/** A code that WeCom has made. */
export async function aCode(given: ACode & { by?: StaffRow } = {}): Promise<StoredCode> {
  const { by, ...fields } = given;
  const { id } = await call(createCode, codeFields(fields), { actor: by ? actorFor(by) : systemActor('test') });
  await workOff();
  return storedCode(id);
}

/** A code with what its contact way holds. */
export type StoredCode = ChannelCodeRow & Pick<ContactWayRow, 'wecomState' | 'configId' | 'qrCode'> & { dutyUserids: string[] };

export async function storedCode(id: string): Promise<StoredCode> {
  const [row, way] = await Promise.all([ChannelCode.findById(id).lean<ChannelCodeRow>(), wayOfCode(id)]);
  if (!row) throw new Error('no such code');
  const { wecomState, configId, qrCode, userids } = way;
  return { ...row, wecomState, configId, qrCode, dutyUserids: userids };
}

export interface AnAdd { externalUserid: string; userid?: string; state?: string | null; welcomeCode?: string | null; at?: Date; receivedAt?: Date; half?: boolean; callbackId?: string }

let callbackCount = 0;
/** The fact that wecom publishes for an add; gives the callback's id. */
export async function publishAdd({ externalUserid, userid = 'u_amy', state = null, welcomeCode, at = new Date(), receivedAt = at, half = false, callbackId }: AnAdd): Promise<string> {
  const id = callbackId ?? `cb_${(callbackCount += 1)}`;
  const payload = { callbackId: id, userid, externalUserid, half, state, welcomeCode: welcomeCode === undefined ? `wc_${id}` : welcomeCode, receivedAt: receivedAt.toISOString() };
  await inTransaction((tx) => publish(externalContactAdded, { key: id, payload, at }, tx));
  return id;
}

export async function publishRemoval({ externalUserid, userid = 'u_amy', at = new Date(), byTransfer = false }: { externalUserid: string; userid?: string; at?: Date; byTransfer?: boolean }): Promise<void> {
  const callbackId = `cb_${(callbackCount += 1)}`;
  await inTransaction((tx) => publish(externalContactRemoved, { key: callbackId, at, payload: { callbackId, userid, externalUserid, by: 'customer' as const, byTransfer } }, tx));
}
