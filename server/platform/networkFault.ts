/** What went wrong under a `fetch`. undici puts the system's code into `cause`; a time-out has only a name. */
export interface NetworkFault { code: string; /** False where the request surely did not leave. */ sent: boolean }

/** Codes of a connection that was never made. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export function networkFault(error: unknown): NetworkFault {
  const code = codeOf(error);
  return { code, sent: !neverSent.has(code) };
}

function codeOf(error: unknown): string {
  const { code, name = 'unknown', cause } = error as { code?: unknown; name?: string; cause?: unknown }; // fetch throws errors only
  if (typeof code === 'string') return code;
  return cause ? codeOf(cause) : name;
}
