let offsetMs = 0;

/** The server's clock counts: a phone's own may be wrong. WeChat keeps a header's letters as they were sent, browsers make them small. */
export function noteServerTime(headers: Record<string, unknown> = {}): void {
  const sent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-server-time')?.[1];
  const serverMs = Date.parse(String(sent));
  if (!Number.isNaN(serverMs)) offsetMs = serverMs - Date.now();
}

export const serverNow = (): number => Date.now() + offsetMs;
