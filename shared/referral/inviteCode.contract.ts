import { z } from 'zod';
import { contract } from '../contract.ts';
import { Can, Id, Instant, PageInput, pageOf, ProgressStarted, SearchText } from '../fields.ts';
import { bindingReasonWords, type BindingReason } from '../attribution/constants.ts';
import { staffChannels } from '../org/constants.ts';
import { inviteLimits, inviteStates } from './constants.ts';

const reasons = Object.keys(bindingReasonWords) as [BindingReason, ...BindingReason[]];
/** As typed: small letters, spaces and hyphens are forgiven; the server says what is wrong with it. */
export const InviteCodeText = z.string().trim().min(1, '请填写邀请码').max(40, '邀请码太长');

export const InviteCode = z.object({
  id: z.string(),
  /** `K7QM-3XWD-9HTB` */
  code: z.string(),
  state: z.enum(inviteStates),
  campaign: z.object({ id: z.string(), name: z.string() }),
  manager: z.object({ userid: z.string(), name: z.string(), departmentName: z.string() }),
  /** The short link that opens the invitation. */
  link: z.string(),
  /** PNG of the WeCom contact way; empty until WeCom has made it. */
  qrCodeUrl: z.string(),
  /** Picture of the mini-program code, made when first asked for. */
  miniCodeUrl: z.string(),
  expiresAt: Instant,
  createdAt: Instant,
  /** How and when it last reached the manager; null = not yet. */
  sent: z.object({ at: Instant, by: z.enum(staffChannels) }).nullable(),
  /** Why the last try to send it came to nothing; empty where it did not. */
  sendProblem: z.string(),
  figures: z.object({ shared: z.int(), clicked: z.int(), scanned: z.int(), redeemed: z.int(), added: z.int() }),
  can: Can,
});

/** One code for each active manager of the campaign's scope who has none yet; `userids` narrows it. Goes on where it was after a restart. */
export const issueInviteCodes = contract('referral.issueInviteCodes', {
  kind: 'write',
  summary: '批量生成邀请码',
  input: z.strictObject({ campaignId: Id, userids: z.array(Id).min(1).max(inviteLimits.staffPerIssue).optional(), expiresAt: Instant.optional() }),
  output: ProgressStarted,
});
/** Codes in scope, newest first; a manager's own. `search`: the code, or part of the manager's name. */
export const listInviteCodes = contract('referral.listInviteCodes', {
  kind: 'read',
  summary: '邀请码列表',
  input: z.strictObject({ ...PageInput, campaignId: Id.optional(), state: z.enum(inviteStates).optional(), search: SearchText.optional(), userid: Id.optional() }),
  output: pageOf(InviteCode).extend({ can: Can, /** Channels that are set up. */ sendBy: z.array(z.enum(staffChannels)) }),
});
export const getInviteCode = contract('referral.getInviteCode', { kind: 'read', summary: '邀请码详情', input: z.strictObject({ id: Id }), output: InviteCode });
export const disableInviteCode = contract('referral.disableInviteCode', { kind: 'write', summary: '停用邀请码', input: z.strictObject({ id: Id }), output: InviteCode });
/** A new code for the same manager and campaign; the old one is disabled at once. */
export const reissueInviteCode = contract('referral.reissueInviteCode', { kind: 'write', summary: '换发邀请码', input: z.strictObject({ id: Id }), output: InviteCode });
/** Not after the campaign's last day. */
export const setInviteExpiry = contract('referral.setInviteExpiry', { kind: 'write', summary: '调整邀请码有效期', input: z.strictObject({ id: Id, expiresAt: Instant }), output: InviteCode });
/** Sends each manager their code; `unsentOnly` leaves out whom one has reached. `by`: one of the list's `sendBy`, else 503 `platform.mailNotConfigured` or `platform.smsNotConfigured`. */
export const sendInviteCodes = contract('referral.sendInviteCodes', {
  kind: 'write',
  summary: '把邀请码发给客户经理',
  input: z.strictObject({ campaignId: Id, ids: z.array(Id).min(1).max(1_000).optional(), unsentOnly: z.boolean().default(false), by: z.enum(staffChannels).default('wecom') }),
  output: ProgressStarted,
});

/** Who invites: for whoever has the code, before signing in. 404 `referral.codeUnknown`, 409 `referral.codeDisabled`, `referral.codeExpired`, 400 `referral.codeMistyped`. */
export const peekInvite = contract('referral.peekInvite', {
  kind: 'read',
  summary: '查看邀请',
  input: z.strictObject({ code: InviteCodeText }),
  output: z.object({ code: z.string(), managerName: z.string(), departmentName: z.string(), campaignName: z.string(), expiresAt: Instant }),
});
const Redeeming = { code: InviteCodeText, /** The share of a customer that it came by. */ via: Id.optional() };
/** Notes that the signed-in customer has opened the mini-program by this code: once a day and code. */
export const openInvite = contract('referral.openInvite', { kind: 'write', summary: '打开邀请', input: z.strictObject(Redeeming), output: z.object({ noted: z.boolean() }) });
/** Binds the signed-in customer by the policy in force. A second call gives the first answer again. */
export const redeemInviteCode = contract('referral.redeemInviteCode', {
  kind: 'write',
  summary: '兑换邀请码',
  input: z.strictObject(Redeeming),
  output: z.object({ managerName: z.string(), bound: z.boolean(), reason: z.enum(reasons), words: z.string() }),
});
/** The code that the signed-in customer may pass on: that of their own manager in a running campaign. */
export const getMyInvite = contract('referral.getMyInvite', {
  kind: 'read',
  summary: '我的邀请',
  input: z.strictObject({}),
  output: z.object({
    invite: z.object({ code: z.string(), managerName: z.string(), campaignName: z.string(), title: z.string(), /** Of the mini-program, with code and `via`. */ path: z.string(), link: z.string(), expiresAt: Instant }).nullable(),
    figures: z.object({ shared: z.int(), opened: z.int(), redeemed: z.int() }),
    /** Why there is nothing to share yet. */
    words: z.string(),
  }),
});
/** The customer has passed the invitation on. `shareId` is made by the page, once a tap. */
export const recordShare = contract('referral.recordShare', { kind: 'write', summary: '记录转发', input: z.strictObject({ code: InviteCodeText, shareId: Id }), output: z.object({ noted: z.boolean() }) });
