import type { Context } from 'koa';
import { anonymous, type Actor } from './actor.ts';
import { config } from './config.ts';
import { readSession, type SessionKind, type SessionRow } from './session.ts';

/** Makes the actor of a session; nothing when the person may no longer enter. A domain registers one for each kind it opens. */
export type ActorResolver = (session: SessionRow) => Promise<Actor | undefined>;
const resolvers = new Map<SessionKind, ActorResolver>();
export const setActorResolver = (kind: SessionKind, resolver: ActorResolver): void => { resolvers.set(kind, resolver); };

const secure = config.PUBLIC_URL.startsWith('https:');
/** `__Host-` binds the cookie to this very host; browsers take it over https only. */
export const sessionCookie = secure ? '__Host-guanhu' : 'guanhu';
export const cookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/', overwrite: true } as const;

/** Makes the actor of a signed request, or throws what is wrong with its signature. The bank domain registers it. */
export interface SignedRequest { keyId: string; timestamp: string; signature: string; /** As it came, byte for byte. */ body: Buffer }
let signedResolver: (request: SignedRequest) => Promise<Actor> = async () => anonymous;
export const setSignedResolver = (resolver: typeof signedResolver): void => { signedResolver = resolver; };

const keyIdHeader = 'X-Guanhu-Key-Id';
export const isSigned = (ctx: Context): boolean => ctx.get(keyIdHeader) !== '';
export const signedHeaders = (ctx: Context): Omit<SignedRequest, 'body'> => ({ keyId: ctx.get(keyIdHeader), timestamp: ctx.get('X-Guanhu-Timestamp'), signature: ctx.get('X-Guanhu-Signature') });
export const signerOf = (ctx: Context, body: Buffer): Promise<Actor> => signedResolver({ ...signedHeaders(ctx), body });

const bearer = /^Bearer ([0-9A-Za-z_-]{20,100})$/;

/** Staff come with a cookie, the mini-program with a bearer token: it has no cookies, and no other site can send one for it. */
export async function actorOf(ctx: Context): Promise<Actor> {
  const given = bearer.exec(ctx.get('Authorization'))?.[1];
  const token = given ?? ctx.cookies.get(sessionCookie);
  if (!token) return anonymous;
  const session = await readSession(token);
  if (!session || (session.kind === 'staff') === (given !== undefined)) return anonymous;
  return (await resolvers.get(session.kind)?.(session)) ?? anonymous;
}
