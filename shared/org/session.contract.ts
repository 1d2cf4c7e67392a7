import { z } from 'zod';
import { contract } from '../contract.ts';
import { Id, Instant } from '../fields.ts';
import { roles } from './constants.ts';

export const SignedInStaff = z.object({
  userid: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  departmentName: z.string(),
  signedInAt: Instant,
  /** Operations that this person may call at all: navigation is made from it. */
  can: z.array(z.string()),
});

/** Who is signed in. 401 `platform.notSignedIn` for nobody. */
export const getSession = contract('org.getSession', { kind: 'read', summary: '当前登录人', input: z.strictObject({}), output: SignedInStaff });

/** Ends the session of this very request. */
export const signOut = contract('org.signOut', { kind: 'write', summary: '退出登录', input: z.strictObject({}), output: z.object({ signedOut: z.boolean() }) });

/** The caller's own open sessions, newest first. */
export const listSessions = contract('org.listSessions', {
  kind: 'read',
  summary: '我的登录设备',
  input: z.strictObject({}),
  output: z.object({ rows: z.array(z.object({ id: z.string(), signedInAt: Instant, expiresAt: Instant, userAgent: z.string(), current: z.boolean() })) }),
});

/** Ends all sessions of a member of staff: their own, or for admins anyone's in scope. */
export const revokeSessions = contract('org.revokeSessions', {
  kind: 'write',
  summary: '强制下线',
  input: z.strictObject({ userid: Id }),
  output: z.object({ revokedCount: z.int().nonnegative() }),
});
