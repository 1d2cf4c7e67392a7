import type { Api } from '../../../shared/api.ts';
import { ApiError, offline, unreadable } from './apiError.ts';
import { noteServerTime } from './clock.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** The same key with the same input gives the first answer again: a lost answer makes no second write. */
  idempotencyKey?: string;
}
type WithOptions<Call> = Call extends (input: infer Input) => infer Output ? (input: Input, options?: CallOptions) => Output : never;
type Client = { [Domain in keyof Api]: { [Name in keyof Api[Domain]]: WithOptions<Api[Domain][Name]> } };

/** The server's error pages are JSON of this shape; anything else comes from a proxy between. */
const isErrorBody = (body: unknown): body is ConstructorParameters<typeof ApiError>[0] =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body && 'action' in body;

async function post(operation: string, input: unknown, { signal, idempotencyKey }: CallOptions = {}): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}) };
  const response = await fetch(`/api/${operation}`, { method: 'POST', headers, body: JSON.stringify(input), credentials: 'same-origin', signal: signal ?? null })
    .catch((reason: unknown) => { throw signal?.aborted ? reason : offline(); });
  noteServerTime(response.headers.get('X-Server-Time'));
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  throw isErrorBody(body) ? new ApiError(body) : unreadable(response.headers.get('X-Request-Id') ?? '');
}

const domainClient = (domain: string) => new Proxy({}, { get: (_, name) => (input: unknown, options?: CallOptions) => post(`${domain}.${String(name)}`, input, options) });

/** `api.channels.createCode(input)` is `POST /api/channels.createCode`: the contracts' types say what goes in and out. */
export const api = new Proxy({}, { get: (_, domain) => domainClient(String(domain)) }) as Client; // every property is a domain, made when asked for
