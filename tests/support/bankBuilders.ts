import { createHmac } from 'node:crypto';
import type { BankEvent as ToldEvent } from '../../shared/bank/bankEvent.contract.ts';
import { BankEvent, type BankEventRow } from '../../server/bank/bankEvent.model.ts';
import { BankKey } from '../../server/bank/bankKey.model.ts';
import { newSecret, sealSecret } from '../../server/bank/bankKeys.ts';
import { newId } from '../../server/platform/chance.ts';
import { now } from '../../server/platform/clock.ts';
import { post, type HttpAnswer } from './harness.ts';

export interface AKey { id: string; secret: string }

/** A key of the bank's system. */
export async function aBankKey({ name = '测试密钥', state = 'active' }: { name?: string; state?: 'active' | 'retired' } = {}): Promise<AKey> {
  const [id, secret] = [newId(), newSecret()];
  await BankKey.create({ _id: id, name, sealedSecret: sealSecret(secret), state, createdAt: now(), createdBy: 'test', retiredAt: null, lastUsedAt: null, reliance: 0 });
  return { id, secret };
}

interface Signing { /** Of the sender's clock against ours. */ offSeconds?: number; headers?: Record<string, string> }

/** A call as the bank's system would send it: hex HMAC-SHA256(secret, timestamp + "." + raw body). */
export function signedPost({ id, secret }: AKey, input: unknown, { offSeconds = 0, headers = {} }: Signing = {}, name = 'bank.ingestEvents'): Promise<HttpAnswer> {
  const rawBody = typeof input === 'string' ? input : JSON.stringify(input);
  const timestamp = String(Math.floor(now().getTime() / 1_000) + offSeconds);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex');
  return post(name, undefined, { rawBody, headers: { 'x-guanhu-key-id': id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature, ...headers } });
}

let count = 0;
/** An account opened an hour ago by a customer of its own, unless said otherwise. */
export function anEvent(given: Partial<ToldEvent> = {}): ToldEvent {
  count += 1;
  return { eventId: `ev_${count}`, type: 'accountOpened', occurredAt: new Date(now().getTime() - 3_600_000).toISOString(), bankCustomerNo: `B${String(count).padStart(8, '0')}`, ...given };
}

/** `event state-or-reason customer` in the order of their ids. */
export async function statesOf(...ids: string[]): Promise<string[]> {
  const rows = await BankEvent.find(ids.length > 0 ? { _id: { $in: ids } } : {}).sort({ _id: 1 }).lean<BankEventRow[]>();
  return rows.map(({ _id, state, reason, customerId }) => `${_id} ${reason ?? state} ${customerId ?? '-'}`);
}
