/** No 0, 1, I, O, U: 31 letters that nobody mistakes; a prime number, so that the check letter finds every single slip and swap. */
export const inviteAlphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
/** 11 by chance (54 bits) and one to check. */
export const inviteCodeLength = 12;

export const inviteStates = ['active', 'disabled', 'expired'] as const;
export type InviteState = (typeof inviteStates)[number];
export const inviteStateNames: Record<InviteState, string> = { active: '使用中', disabled: '已停用', expired: '已过期' };

export const inviteLimits = { staffPerIssue: 20_000 } as const;
