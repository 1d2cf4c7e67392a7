import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
import { touchKinds } from '../../shared/attribution/constants.ts';
import { foldTouches, type Policy, type Touch } from '../../server/attribution/attribution.rules.ts';
import { BindingDecision, type DecisionRow } from '../../server/attribution/bindingDecision.model.ts';
import { holdingOf } from '../../server/attribution/decidePersons.ts';
import { Holding, type HoldingRow } from '../../server/attribution/holding.model.ts';
import { publishedPolicies } from '../../server/attribution/policies.ts';
import { recordTouches } from '../../server/attribution/recordTouch.ts';
import { Touch as Touches, type TouchRow } from '../../server/attribution/touch.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { blankCustomer } from '../../server/customers/store.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { boot } from '../../server/run.ts';
import { builtProgram } from '../lib/build.mjs';
import { check, table } from './lib.mjs';

/** A replay of 1,000,000 touches by `verify`, as a bank would run it: rate and memory; at a tenth of the size first. */
const full = Number(process.env.BENCH_TOUCHES ?? 1_000_000);
const perPerson = 10;
const start = Date.UTC(2026, 0, 1);
const managers = Array.from({ length: 1_000 }, (_, n) => `m${n}`);

let seed = 1;
/** The same numbers in every run. */
function below(limit: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T; // inside

function personOf(n: number): { customerId: string; touches: Touch[] } {
  const customerId = `bench${String(n).padStart(7, '0')}`;
  const own = [pick(managers), pick(managers), pick(managers)];
  return { customerId, touches: Array.from({ length: perPerson }, (_, index): Touch => ({ id: `${customerId}:${index}`, kind: pick(touchKinds), managerUserid: pick(own), at: new Date(start + below(300 * 86_400) * 1_000), flags: [] })) };
}

const touchRow = (customerId: string, { id, ...touch }: Touch): TouchRow => ({ _id: id, customerId, ...touch, flags: [], recordedAt: touch.at, campaignId: null, inviteId: null, channel: 'direct', via: null, words: '' });

async function store(from: number, to: number, policies: Policy[]): Promise<void> {
  for (let first = from; first < to; first += 2_000) {
    const people = Array.from({ length: Math.min(2_000, to - first) }, (_, n) => personOf(first + n));
    const touches: TouchRow[] = [];
    const decisions: DecisionRow[] = [];
    const holdings: HoldingRow[] = [];
    const customers = people.map(({ customerId, touches: own }) => {
      const rows = foldTouches(own, policies).map((each): DecisionRow => ({ _id: `${each.touchId}#1`, n: 1, customerId, ...each, decidedAt: each.at, supersededAt: null, supersededBy: null }));
      const { holder, confirmed, locked } = holdingOf(rows);
      touches.push(...own.map((each) => touchRow(customerId, each)));
      decisions.push(...rows);
      holdings.push({ _id: customerId, mergedInto: null, holder, confirmed, locked, revision: 1 });
      const placed = (held: { userid: string; since: Date } | null) => held && { userid: held.userid, since: held.since, departmentPath: '/1/' };
      return { ...blankCustomer({ lastAddedAt: new Date(start) }), _id: customerId, facts: { holder: placed(holder), confirmedHolder: placed(confirmed) } };
    });
    await Promise.all([nativeOf(Touches).insertMany(touches), nativeOf(BindingDecision).insertMany(decisions), nativeOf(Holding).insertMany(holdings), nativeOf(Customer).insertMany(customers)]);
  }
}

/** The program itself; the highest point of its resident memory as the system saw it. */
async function verify(): Promise<{ code: number; words: string; seconds: number; peakMb: number }> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', builtProgram('verify')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let words = '';
  child.stdout.on('data', (chunk) => { words += String(chunk); });
  let peakMb = 0;
  const look = setInterval(() => { try { peakMb = Math.max(peakMb, Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024)); } catch { /* it has just ended */ } }, 100);
  const code = await new Promise<number>((end) => child.once('close', (status) => end(status ?? 1)));
  clearInterval(look);
  return { code, words, seconds: (performance.now() - startedMs) / 1_000, peakMb };
}

await boot();
const policies = await publishedPolicies();
const rows = [];
let stored = 0;
for (const size of [full / 10, full]) {
  await store(stored / perPerson, size / perPerson, policies);
  stored = size;
  const { code, words, seconds, peakMb } = await verify();
  check(code === 0 && words.includes(`${size} 条触达`), words);
  rows.push({ touches: size, seconds: Number(seconds.toFixed(1)), 'touches / s': Math.round(size / seconds), 'µs each': Number(((seconds / size) * 1e6).toFixed(1)), 'peak MB': peakMb });
}
const people = Array.from({ length: full / perPerson }, (_, n) => personOf(n));
const foldStartedMs = performance.now();
for (const { touches } of people) foldTouches(touches, policies);
const foldSeconds = (performance.now() - foldStartedMs) / 1_000;
rows.push({ touches: full, seconds: Number(foldSeconds.toFixed(1)), 'touches / s': Math.round(full / foldSeconds), 'µs each': Number(((foldSeconds / full) * 1e6).toFixed(1)), 'peak MB': 'the rule alone' });

// A crowd by the way that handlers take, in an order of its own, stands as the fold has it.
const crowd = Array.from({ length: 200 }, (_, n) => personOf(full / perPerson + n));
await nativeOf(Customer).insertMany(crowd.map(({ customerId }) => ({ ...blankCustomer({ lastAddedAt: new Date(start) }), _id: customerId })));
const arrivals = crowd.flatMap(({ customerId, touches }) => touches.map(({ id: key, kind, managerUserid, at }) => ({ key, customerId, kind, managerUserid, at }))).sort((a, b) => (a.key.slice(-1) + a.key < b.key.slice(-1) + b.key ? 1 : -1));
const recordStartedMs = performance.now();
for (let from = 0; from < arrivals.length; from += 50) await inTransaction((tx) => recordTouches(arrivals.slice(from, from + 50), tx));
const recordSeconds = (performance.now() - recordStartedMs) / 1_000;
rows.push({ touches: arrivals.length, seconds: Number(recordSeconds.toFixed(1)), 'touches / s': Math.round(arrivals.length / recordSeconds), 'µs each': Math.round((recordSeconds / arrivals.length) * 1e6), 'peak MB': 'recorded, 50 together' });
const whole = await verify();
check(whole.code === 0, whole.words);

const victim = `bench${String(below(full / perPerson)).padStart(7, '0')}:${perPerson - 1}`;
await BindingDecision.updateOne({ _id: `${victim}#1` }, { policyVersion: 9 });
const tampered = await verify();
check(tampered.code === 1 && tampered.words.includes(victim), `篡改未被发现：${tampered.words}`);
table(rows);
await mongoose.disconnect();
process.exit(0);
