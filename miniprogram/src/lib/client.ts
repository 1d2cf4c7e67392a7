import type { Api } from '../../../shared/api.ts';
import type { Call, CallOptions } from './call.ts';

type WithOptions<One> = One extends (input: infer Input) => infer Output ? (input: Input, options?: CallOptions) => Output : never;
export type Client = { [Domain in keyof Api]: { [Name in keyof Api[Domain]]: WithOptions<Api[Domain][Name]> } };

/** Every property is a domain, made when asked for. */
export function clientOf(call: Call): Client {
  const domainClient = (domain: string) => new Proxy({}, { get: (_, name) => (input: unknown, options?: CallOptions) => call(`${domain}.${String(name)}`, input, options) });
  return new Proxy({}, { get: (_, domain) => domainClient(String(domain)) }) as Client; // the contracts' types say what goes in and out
}
