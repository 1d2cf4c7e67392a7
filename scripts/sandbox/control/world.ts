import type Router from '@koa/router';
import { z } from 'zod';
import { newLoginCode } from '../api/login.ts';
import { idlePause, isoTime, monotonicMs } from '../clock.ts';
import { calmDeliveries } from '../callbacks.ts';
import { demoCorp } from '../demo/corp.ts';
import { populate } from '../demo/populate.ts';
import { addContact } from '../people.ts';
import type { Sandbox } from '../sandbox.ts';
import { seededChance } from '../chance.ts';
import { choose, contactWay, member, newCustomer } from './phones.ts';
import { control, ControlError } from './route.ts';

const rate = z.number().min(0).max(1);
const count = (max: number) => z.number().int().min(0).max(max);

/** Clock, faults, deliveries and the people of the demonstration. */
export function worldRoutes(router: Router, sandbox: Sandbox): void {
  clockRoutes(router, sandbox);
  faultRoutes(router, sandbox);
  crowdRoutes(router, sandbox);
  control(router, sandbox, 'callback', z.object({ url: z.url({ protocol: /^https?$/ }), check: z.boolean().default(true) }), async ({ url, check }) => {
    const refusal = await sandbox.callbacks.connect(url, check);
    if (refusal) throw new ControlError(refusal, 409);
    return { url };
  });
  control(router, sandbox, 'server', z.object({ url: z.url({ protocol: /^https?$/ }) }), ({ url }) => {
    sandbox.serverUrl = new URL(url).origin;
    sandbox.log.changed();
    return { url: sandbox.serverUrl };
  });
  control(router, sandbox, 'code', z.object({ userid: z.string().min(1), scope: z.enum(['snsapi_base', 'snsapi_privateinfo']).default('snsapi_base') }), ({ userid, scope }) =>
    ({ code: newLoginCode(sandbox, member(sandbox, userid).userid, scope) }));
  control(router, sandbox, 'revokeTokens', z.object({}), () => {
    for (const token of sandbox.state.tokens.values()) token.revoked = true;
    for (const token of sandbox.state.wechatTokens.values()) token.voidAtMs = 0;
    sandbox.touch();
  });
  control(router, sandbox, 'reset', z.object({}), () => {
    const { settings, clock } = sandbox;
    const { tokens, wechatTokens } = sandbox.state;
    sandbox.state = { ...demoCorp(seededChance(settings.seed), clock.nowSeconds()), tokens, wechatTokens };
    sandbox.faults.clear();
    sandbox.limits.clear();
    sandbox.callbacks.setDeliveries(calmDeliveries);
    sandbox.snapshot.clearBytes();
    sandbox.touch();
  });
}

function clockRoutes(router: Router, sandbox: Sandbox): void {
  const { clock } = sandbox;
  const input = z.union([z.strictObject({ advanceMs: z.number() }), z.strictObject({ at: z.iso.datetime({ offset: true }) }), z.strictObject({ reset: z.literal(true) })]);
  control(router, sandbox, 'clock', input, (given) => {
    if ('advanceMs' in given) clock.setOffset(clock.offsetMs() + given.advanceMs);
    else if ('at' in given) clock.setOffset(clock.offsetMs() + Date.parse(given.at) - clock.nowMs());
    else clock.setOffset(0);
    sandbox.log.changed();
    return { at: isoTime(clock.nowMs()), offsetMs: clock.offsetMs() };
  });
}

function faultRoutes(router: Router, sandbox: Sandbox): void {
  const { faults, callbacks, log } = sandbox;
  const Fault = z.strictObject({
    path: z.string().regex(/^(\*|smtp|\/.*)$/), times: z.number().int().min(1).max(1_000_000).default(1), errcode: z.number().int().optional(),
    httpStatus: z.number().int().min(400).max(599).optional(), latencyMs: count(600_000).optional(), brokenJson: z.boolean().optional(), reset: z.boolean().optional(),
  });
  router.get('/sandbox/faults', (ctx) => { ctx.body = { faults: faults.list() }; });
  router.delete('/sandbox/faults', (ctx) => {
    faults.clear(ctx.query.id === undefined ? undefined : Number(ctx.query.id));
    log.changed();
    ctx.body = { faults: faults.list() };
  });
  control(router, sandbox, 'faults', Fault, (fault) => {
    const added = faults.add(fault);
    log.changed();
    return added;
  });
  control(router, sandbox, 'deliveries', z.strictObject({ drop: rate.optional(), duplicate: count(100).optional(), shuffle: rate.optional(), delayMs: count(600_000).optional(), paused: z.boolean().optional() }), (change) => {
    const { drop, duplicate, shuffle, delayMs, paused } = { ...callbacks.deliveries(), ...change };
    log.changed();
    return callbacks.setDeliveries({ drop, duplicate, shuffle, delayMs, paused });
  });
  control(router, sandbox, 'replay', z.object({ callbackId: z.string() }), ({ callbackId }) => {
    if (!callbacks.replay(callbackId)) throw new ControlError('没有这个回调，可能已太久', 404);
  });
}

function crowdRoutes(router: Router, sandbox: Sandbox): void {
  control(router, sandbox, 'populate', z.object({ seed: z.number().int().optional(), customers: count(100_000), days: z.number().int().min(1).max(3_650) }), ({ seed, ...given }) => {
    const made = populate(sandbox, { seed: seed ?? sandbox.settings.seed, ...given });
    sandbox.touch();
    return made;
  });
  control(router, sandbox, 'burst', z.object({ count: count(1_000_000), perSecond: z.number().positive().max(10_000), configId: z.string() }), (given) => {
    contactWay(sandbox, given.configId);
    void burst(sandbox, given);
    return { started: given.count };
  });
}

/** New people add at an even pace; behind time, as many at once as are missing. */
async function burst(sandbox: Sandbox, { count: wanted, perSecond, configId }: { count: number; perSecond: number; configId: string }): Promise<void> {
  const startedMs = monotonicMs();
  for (let done = 0; done < wanted;) {
    const due = Math.min(wanted, Math.floor(((monotonicMs() - startedMs) / 1000) * perSecond) + 1);
    for (; done < due; done += 1) {
      const way = sandbox.state.contactWays.get(configId);
      if (!way) return; // deleted meanwhile
      const { externalUserid } = newCustomer(sandbox);
      addContact(sandbox, { externalUserid, userid: choose(sandbox, way, externalUserid).userid, state: way.state, byCode: true, half: false });
    }
    await idlePause(Math.min(1000 / perSecond, 50));
  }
}
