import { createHash } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const phoneName = /^c-[0-9a-f]{16}\./;

/** The desk's one name: pages of `c-….sandbox.localhost` are of its site, those beside plain `localhost` are not, and would get no storage. */
export function deskOrigin({ publicUrl }: Sandbox): string {
  const url = new URL(publicUrl);
  if (localNames.has(url.hostname)) url.hostname = 'sandbox.localhost';
  return url.origin;
}

/** Where one person's phone opens pages: a host of their own, so that nobody finds another's storage there. */
export function phoneOrigin(sandbox: Sandbox, externalUserid: string): string {
  const url = new URL(deskOrigin(sandbox));
  const name = createHash('sha256').update(externalUserid).digest('hex').slice(0, 16);
  return `${url.protocol}//c-${name}.${url.host}`;
}

/** Is this request's host one of a phone? */
export const isPhoneHost = (sandbox: Sandbox, host: string): boolean => phoneName.test(host) && host.replace(phoneName, '') === new URL(deskOrigin(sandbox)).host;

/** Is this host another name of this machine, from which the desk moves to its own? */
export const isLocalAlias = (sandbox: Sandbox, host: string): boolean => host !== new URL(deskOrigin(sandbox)).host && localNames.has(host.replace(/:\d+$/, ''));

export function serverOrigin({ serverUrl, settings, callbacks }: Sandbox): string | undefined {
  const known = serverUrl ?? settings.serverUrl ?? settings.adminUrl ?? callbacks.url();
  return known && new URL(known).origin;
}

/** The same server under whatever local name. */
export function isServer(sandbox: Sandbox, address: URL): boolean {
  const origin = serverOrigin(sandbox);
  if (!origin) return false;
  const server = new URL(origin);
  const sameName = server.hostname === address.hostname || (localNames.has(server.hostname) && localNames.has(address.hostname));
  return sameName && server.port === address.port && server.protocol === address.protocol;
}
