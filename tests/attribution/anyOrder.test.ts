import fc from 'fast-check';
import { touchKinds } from '../../shared/attribution/constants.ts';
import { foldTouches, type Policy, type Touch } from '../../server/attribution/attribution.rules.ts';
import { BindingDecision, type DecisionRow } from '../../server/attribution/bindingDecision.model.ts';
import { intervalAt, intervalsOf } from '../../server/attribution/intervals.rules.ts';
import { recordTouch } from '../../server/attribution/recordTouch.ts';
import { verifyAttribution } from '../../server/attribution/verifyAttribution.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aPolicy, firstRules } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, useServer } from '../support/harness.ts';

useServer();
const start = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;
const managers = ['amy', 'ben', 'cai'];
const second = { mode: 'lastTouch' as const, windowDays: 20, lockOnConfirm: false };
const policies: Policy[] = [
  { version: 1, rules: firstRules, effectiveFrom: new Date(0) },
  { version: 2, rules: { ...firstRules, ...second }, effectiveFrom: new Date(start + 200 * dayMs) },
];
const touchArbitrary = (flags: fc.Arbitrary<Touch['flags']>): fc.Arbitrary<Omit<Touch, 'id'>> => fc.record({
  kind: fc.constantFrom(...touchKinds),
  managerUserid: fc.option(fc.constantFrom(...managers), { nil: null, freq: 6 }),
  at: fc.integer({ min: 0, max: 60 }).map((steps) => new Date(start + steps * 7 * dayMs)), // few instants, so that some are shared
  flags,
});
const history = (flags: fc.Arbitrary<Touch['flags']>, maxLength: number) =>
  fc.array(touchArbitrary(flags), { maxLength }).map((touches) => touches.map((touch, index): Touch => ({ id: `t${String(index).padStart(2, '0')}`, ...touch })));
const anyFlags = fc.constantFrom<Touch['flags'][]>([], [], [], ['staffLeft'], ['selfInvite']);
const shuffled = (touches: Touch[]) => fc.shuffledSubarray(touches, { minLength: touches.length });

test('the fold asks nothing of the order in which touches are given', () => {
  fc.assert(fc.property(history(anyFlags, 25).chain((touches) => fc.tuple(fc.constant(touches), shuffled(touches))), ([touches, mixed]) => {
    expect(foldTouches(mixed, policies)).toEqual(foldTouches(touches, policies));
  }), { numRuns: 500 });
});

test('each decision begins where the one before it ended, and only some reasons change the holder', () => {
  const changing = new Set(['firstBinding', 'windowPassed', 'lastTouchTakes', 'strongerTakes', 'bankConfirmed', 'bankReleased', 'handedOver', 'corrected', 'correctedToNone']);
  fc.assert(fc.property(history(anyFlags, 25), (touches) => {
    let before: string | null = null;
    for (const each of foldTouches(touches, policies)) {
      expect(each.before).toBe(before);
      if (each.after !== before) expect(changing).toContain(each.reason);
      before = each.after;
    }
  }), { numRuns: 500 });
});

test('intervals never overlap, leave no gap, and give the last decision of every moment', () => {
  fc.assert(fc.property(history(anyFlags, 25), fc.integer({ min: -10, max: 430 }), (touches, days) => {
    const decisions = foldTouches(touches, policies);
    const intervals = intervalsOf(decisions);
    intervals.forEach(({ from, to, userid }, index) => {
      const next = intervals[index + 1];
      expect(to?.getTime()).toBe(next?.from.getTime());
      if (to) expect(to.getTime()).toBeGreaterThan(from.getTime());
      if (next) expect(next.userid).not.toBe(userid);
    });
    const moment = new Date(start + days * dayMs);
    const last = decisions.filter((each) => each.at <= moment).at(-1);
    expect(intervalAt(intervals, moment)?.userid ?? null).toBe(last?.after ?? null);
  }), { numRuns: 500 });
});

test('a new policy changes nothing of what was before it', () => {
  fc.assert(fc.property(history(anyFlags, 25), (touches) => {
    const from = policies[1]?.effectiveFrom ?? new Date(0);
    const earlier = (decisions: ReturnType<typeof foldTouches>) => decisions.filter((each) => each.at < from);
    expect(earlier(foldTouches(touches, policies))).toEqual(earlier(foldTouches(touches, policies.slice(0, 1))));
  }), { numRuns: 300 });
});

describe('through the database', () => {
  beforeAll(async () => {
    await emptyData();
    await aTree();
    for (const userid of managers) await aStaff({ userid });
    await aPolicy(2, new Date(start + 200 * dayMs), second);
  });

  test('touches recorded in any order, some twice, are decided as a replay decides them; old decisions stay', async () => {
    const arrivals = history(fc.constant([]), 7).chain((touches) => fc.tuple(fc.constant(touches), shuffled(touches), fc.subarray(touches)));
    await fc.assert(fc.asyncProperty(arrivals, async ([given, arriving, again]) => {
      const { _id: customerId } = await aMiniCustomer();
      const key = (id: string) => `${customerId}:${id}`;
      // A confirmation or a hand-over always names somebody.
      const touches = given.map((touch) => (['confirm', 'handover'].includes(touch.kind) ? { ...touch, managerUserid: touch.managerUserid ?? 'amy' } : touch));
      const byId = new Map(touches.map((touch) => [touch.id, touch]));
      for (const { id } of [...arriving, ...again]) {
        const touch = byId.get(id);
        if (!touch) throw new Error('lost');
        await inTransaction((tx) => recordTouch({ key: key(id), customerId, kind: touch.kind, managerUserid: touch.managerUserid, at: touch.at }, tx));
      }
      const rows = await BindingDecision.find({ customerId }).lean<DecisionRow[]>();
      const stored = rows.filter((row) => !row.supersededAt).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.touchId < b.touchId ? -1 : 1));
      const folded = foldTouches(touches.map((touch) => ({ ...touch, id: key(touch.id) })), policies);
      expect(stored.map(({ touchId, at, reason, before, after, locked, policyVersion }) => ({ touchId, at, reason, before, after, locked, policyVersion }))).toEqual(folded);
      for (const { touchId } of folded) {
        const own = rows.filter((row) => row.touchId === touchId).map((row) => row.n).sort((a, b) => a - b);
        expect(own).toEqual(own.map((_, index) => index + 1));
      }
    }), { numRuns: 25 });
    expect((await verifyAttribution()).difference).toBeNull();
  }, 120_000);
});
