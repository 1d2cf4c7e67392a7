import type { SandboxState } from './types.ts';

/** What a code or an address leads to on the customer's phone. */
export type Scan =
  | { kind: 'mini'; page: string }
  | { kind: 'web'; path: string }
  | { kind: 'link'; url: string }
  | { kind: 'contact'; qr: string };

const miniMark = 'sandbox-mini:';
const localNames = ['localhost', '127.0.0.1', '[::1]'];

export function readScan(state: SandboxState, given: string): Scan {
  const text = given.trim();
  if (text.startsWith(miniMark)) return { kind: 'mini', page: text.slice(miniMark.length) };
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || /^\/(add|qr)\//.test(url.pathname)) return { kind: 'contact', qr: text };
  return isServer(state, url) ? { kind: 'web', path: url.pathname + url.search + url.hash } : { kind: 'link', url: text };
}

function isServer({ phone }: SandboxState, url: URL): boolean {
  if (!phone.serverOrigin) return false;
  const server = new URL(phone.serverOrigin);
  const sameName = server.hostname === url.hostname || (localNames.includes(server.hostname) && localNames.includes(url.hostname));
  return sameName && server.port === url.port && server.protocol === url.protocol;
}

/** `page?query` as WeChat and WeCom write it: no slash before, no `.html` behind. */
export const cleanPage = (state: SandboxState, page: string): string => page.replace(/^\/+/, '').replace(/\.html(?=\?|$)/, '') || state.phone.home;

let opened = 0;
/** A cold start: what stands before `#` is new each time, else the browser would keep the old document. */
export function miniAddress(state: SandboxState, page: string): string {
  opened += 1;
  return `/m/?open=${opened}#/${cleanPage(state, page)}`;
}

/** The page that an address of the mini-program shows. */
export const pageOfAddress = (url: string): string => /#\/?(.*)$/.exec(url)?.[1] ?? '';
