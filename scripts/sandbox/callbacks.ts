import { envelope, sealMessage, toXml, type Fields } from './callbackXml.ts';
import type { Chance } from './chance.ts';
import { newId, random16 } from './chance.ts';
import { idlePause, isoTime, monotonicMs, pause, type Clock } from './clock.ts';
import { curl, type Log } from './log.ts';
import { openPoster, type Posted } from './poster.ts';
import type { Settings } from './settings.ts';

/** What happens to callbacks from now on; `drop` and `shuffle` are rates, `duplicate` counts extra copies. */
export interface Deliveries { drop: number; duplicate: number; shuffle: number; delayMs: number; paused: boolean }
export const calmDeliveries: Deliveries = { drop: 0, duplicate: 0, shuffle: 0, delayMs: 0, paused: false };

interface Callback { id: string; xml: string; fields: Fields; onFirstTry?: (() => void) | undefined }

export interface Callbacks {
  /** Sends an event soon and gives its id. */
  emit(fields: Fields, onFirstTry?: () => void): string;
  replay(id: string): boolean;
  deliveries(): Deliveries;
  setDeliveries(change: Partial<Deliveries>): Deliveries;
  /** As when the address is saved in the admin console: WeCom asks it first (contract 2.1). */
  connect(url: string, check: boolean): Promise<string | undefined>;
  url(): string | undefined;
  waiting(): number;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
  close(): void;
}

const keptCallbacks = 5_000;
/** WeCom: three retries in total, contract 2.1. */
const tries = 4;
const atOnce = 64;
const shuffleWithinMs = 2_000;
/** WeCom: 1 s for the URL check, contract 2.1. */
const checkMs = 1_000;

export function openCallbacks(settings: Settings, clock: Clock, chance: Chance, log: Log): Callbacks {
  let url = settings.callbackUrl;
  let deliveries: Deliveries = { ...calmDeliveries };
  let closed = false;
  let running = 0;
  let underWay = 0;
  const kept = new Map<string, Callback>();
  const queue: Callback[] = [];
  const poster = openPoster(atOnce);

  function pump(): void {
    while (!deliveries.paused && !closed && running < atOnce) {
      const callback = queue.shift();
      if (!callback) return;
      running += 1;
      void deliver(callback).finally(() => {
        running -= 1;
        underWay -= 1;
        pump();
      });
    }
  }

  function enqueue(callback: Callback): void {
    const copies = 1 + deliveries.duplicate;
    for (let copy = 0; copy < copies; copy += 1) {
      if (chance.happens(deliveries.drop)) continue;
      const waitMs = deliveries.delayMs + (chance.happens(deliveries.shuffle) ? chance.below(shuffleWithinMs) : 0);
      underWay += 1;
      if (waitMs === 0) queue.push(callback);
      else setTimeout(() => { queue.push(callback); pump(); }, waitMs).unref();
    }
    pump();
  }

  async function deliver(callback: Callback): Promise<void> {
    const address = url;
    if (!address) return;
    const timestamp = String(clock.nowSeconds());
    const sealed = sealMessage(callback.xml, settings, timestamp, newId('', 10), random16());
    const query = new URLSearchParams({ msg_signature: sealed.signature, timestamp, nonce: sealed.nonce });
    const target = `${address}?${query}`;
    const body = envelope(settings.corpId, settings.agentId, sealed.encrypt);
    callback.onFirstTry?.();
    for (let attempt = 1; attempt <= tries && !closed; attempt += 1) {
      const startedMs = monotonicMs();
      const posted = await poster.post(target, body, settings.answerMs);
      log.add({
        at: isoTime(clock.nowMs()), direction: 'out', method: 'POST', path: new URL(address).pathname, status: posted.status, errcode: null, tookMs: Math.round(monotonicMs() - startedMs),
        request: { callbackId: callback.id, attempt, event: callback.fields }, answer: posted.error ?? posted.text, curl: curl('POST', target, { type: 'text/xml', text: body }),
      });
      if (posted.status === 200) return;
      if (attempt < tries) await idlePause(settings.retryMs);
    }
  }

  return {
    emit(fields, onFirstTry) {
      const whole = { ToUserName: settings.corpId, FromUserName: 'sys', CreateTime: clock.nowSeconds(), MsgType: 'event', ...fields };
      const callback = { id: newId('cb', 16), xml: toXml(whole), fields: whole, onFirstTry };
      kept.set(callback.id, callback);
      for (const old of kept.keys()) {
        if (kept.size <= keptCallbacks) break;
        kept.delete(old);
      }
      enqueue(callback);
      return callback.id;
    },
    replay(id) {
      const callback = kept.get(id);
      if (!callback) return false;
      underWay += 1;
      queue.push({ ...callback, onFirstTry: undefined });
      pump();
      return true;
    },
    deliveries: () => ({ ...deliveries }),
    setDeliveries(change) {
      deliveries = { ...deliveries, ...change };
      pump();
      return { ...deliveries };
    },
    async connect(address, check) {
      if (check) {
        const refusal = await checkAddress(address, settings, clock, poster.get);
        if (refusal) return refusal;
      }
      url = address;
      return undefined;
    },
    url: () => url,
    waiting: () => underWay,
    async idle() {
      while (underWay > 0 && !closed) await pause(5);
    },
    close() {
      closed = true;
      poster.close();
    },
  };
}

async function checkAddress(address: string, settings: Settings, clock: Clock, get: (url: string, timeoutMs: number) => Promise<Posted>): Promise<string | undefined> {
  const echo = newId('', 19);
  const sealed = sealMessage(echo, settings, String(clock.nowSeconds()), newId('', 10), random16());
  const query = new URLSearchParams({ msg_signature: sealed.signature, timestamp: sealed.timestamp, nonce: sealed.nonce, echostr: sealed.encrypt });
  const answered = await get(`${address}?${query}`, checkMs);
  if (answered.status === 200 && answered.text === echo) return undefined;
  return `回调地址没有通过验证：${answered.error ?? `状态 ${answered.status}，返回的不是解密后的 echostr`}`;
}
