import { newId } from './chance.ts';
import { isoTime } from './clock.ts';
import type { Sandbox } from './sandbox.ts';
import { chatOf, dropRelation, putRelation, relationOf, type Relation, type State, type Welcome } from './state.ts';

const keptWelcomes = 50_000;
/** 1 = by QR code; 2 = by searching the phone number (contract 4.1). */
const byCode = 1;
const bySearch = 2;

/** Somebody has typed something since the two became friends. */
export function hasChatted(state: State, userid: string, externalUserid: string): boolean {
  const since = relationOf(state, userid, externalUserid)?.createtime ?? 0;
  const chat = state.chats.get(`${userid} ${externalUserid}`);
  return chat?.lines.some(({ from, at }) => at >= since && (from === 'customer' || from === 'staff')) ?? false;
}

export interface Added { userid: string; welcomeCode: string | null; state: string; callbackId: string }

/** A customer adds a member, by a code or by hand; WeCom tells the server. */
export function addContact(sandbox: Sandbox, given: { externalUserid: string; userid: string; state: string; byCode: boolean; half: boolean }): Added {
  const { state, clock } = sandbox;
  const { externalUserid, userid } = given;
  const before = relationOf(state, userid, externalUserid);
  const friends = before !== undefined && before.twoWay && !before.half;
  const usedHalfCode = before?.half === true && [...state.welcomes.values()].some((each) => each.userid === userid && each.externalUserid === externalUserid && each.acceptedAtMs !== null);
  const chatting = friends || (before !== undefined && hasChatted(state, userid, externalUserid) && before.twoWay);
  if (!friends) putRelation(state, renewed(sandbox, before, given));
  const welcome = chatting || usedHalfCode ? undefined : newWelcome(sandbox, userid, externalUserid);
  const member = state.members.get(userid);
  if (!friends) chatOf(state, userid, externalUserid).lines.push({ at: clock.nowSeconds(), from: 'system', text: `你已添加了${member?.name ?? userid}，现在可以开始聊天了。` });
  sandbox.touch();
  const callbackId = sandbox.callbacks.emit({
    Event: 'change_external_contact', ChangeType: given.half ? 'add_half_external_contact' : 'add_external_contact', UserID: userid, ExternalUserID: externalUserid,
    ...(given.state ? { State: given.state } : {}), ...(welcome ? { WelcomeCode: welcome.welcomeCode } : {}),
  }, welcome && (() => { welcome.callbackAtMs ??= clock.nowMs(); }));
  return { userid, welcomeCode: welcome?.welcomeCode ?? null, state: given.state, callbackId };
}

function renewed(sandbox: Sandbox, before: Relation | undefined, given: { externalUserid: string; userid: string; state: string; byCode: boolean; half: boolean }): Relation {
  const accepted = before?.half === true && !given.half;
  if (before && accepted) return { ...before, half: false };
  return {
    userid: given.userid, externalUserid: given.externalUserid, createtime: sandbox.clock.nowSeconds(), remark: before?.remark ?? '', description: before?.description ?? '',
    remarkCompany: before?.remarkCompany ?? '', remarkMobiles: before?.remarkMobiles ?? [], tagIds: before?.tagIds ?? [], addWay: given.byCode ? byCode : bySearch,
    operUserid: given.externalUserid, state: given.state, twoWay: true, half: given.half,
  };
}

function newWelcome(sandbox: Sandbox, userid: string, externalUserid: string): Welcome {
  const { welcomes } = sandbox.state;
  const welcome: Welcome = { welcomeCode: newId('', 43), externalUserid, userid, madeAtMs: sandbox.clock.nowMs(), callbackAtMs: null, acceptedAtMs: null, message: null };
  welcomes.set(welcome.welcomeCode, welcome);
  for (const old of welcomes.keys()) {
    if (welcomes.size <= keptWelcomes) break;
    welcomes.delete(old);
  }
  return welcome;
}

export const presentWelcome = (welcome: Welcome) => ({
  welcomeCode: welcome.welcomeCode, externalUserid: welcome.externalUserid, userid: welcome.userid,
  callbackAt: welcome.callbackAtMs === null ? null : isoTime(welcome.callbackAtMs), acceptedAt: welcome.acceptedAtMs === null ? null : isoTime(welcome.acceptedAtMs), message: welcome.message,
});

/** The customer deletes the member: the member still sees the customer. */
export function removeByCustomer(sandbox: Sandbox, relation: Relation): string {
  relation.twoWay = false;
  sandbox.touch();
  return sandbox.callbacks.emit({ Event: 'change_external_contact', ChangeType: 'del_follow_user', UserID: relation.userid, ExternalUserID: relation.externalUserid });
}

/** The member deletes the customer: nothing is left of the relation. */
export function removeByStaff(sandbox: Sandbox, relation: Relation): string {
  dropRelation(sandbox.state, relation);
  sandbox.touch();
  return sandbox.callbacks.emit({ Event: 'change_external_contact', ChangeType: 'del_external_contact', UserID: relation.userid, ExternalUserID: relation.externalUserid });
}

/** The member edits remark or tags by hand in the client. */
export function editByHand(sandbox: Sandbox, relation: Relation, change: { remark?: string | undefined; tagIds?: string[] | undefined }): string {
  relation.remark = change.remark ?? relation.remark;
  relation.tagIds = change.tagIds ?? relation.tagIds;
  sandbox.touch();
  return sandbox.callbacks.emit({
    Event: 'change_external_contact', ChangeType: 'edit_external_contact', UserID: relation.userid, ExternalUserID: relation.externalUserid, ...(relation.state ? { State: relation.state } : {}),
  });
}
