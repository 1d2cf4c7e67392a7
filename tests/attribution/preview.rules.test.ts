import { foldTouches, type Policy, type PolicyRules, type Touch } from '../../server/attribution/attribution.rules.ts';
import { policyPreviewer } from '../../server/attribution/preview.rules.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const first: PolicyRules = { mode: 'firstTouch', windowDays: 180, weights: { click: 0, scan: 1, redeem: 5, add: 5, register: 3 }, lockOnConfirm: true };
const last: PolicyRules = { ...first, mode: 'lastTouch' };
const published: Policy[] = [{ version: 1, rules: first, effectiveFrom: new Date(0) }];
const add = (n: number, managerUserid: string): Touch => ({ id: `t${n}`, kind: 'add', managerUserid, at: day(n), flags: [] });
const preview = (touches: Touch[], rules: PolicyRules, from: Date) => policyPreviewer(published, rules, from)(touches, foldTouches(touches, published));

test('tells at which touch the two part for good', () => {
  expect(preview([add(1, 'amy'), add(5, 'ben'), add(6, 'amy'), add(7, 'ben'), add(8, 'ben')], last, day(3)))
    .toEqual({ now: 'amy', then: 'ben', reason: 'lastTouchTakes', holder: 'amy', manager: 'ben' });
});

test('says nothing of who stays', () => {
  expect(preview([add(1, 'amy'), add(5, 'amy')], last, day(3))).toBeUndefined();
  expect(preview([], last, day(3))).toBeUndefined();
});

test('touches before the time that is tried keep their own rules', () => {
  expect(preview([add(1, 'amy'), add(2, 'ben')], last, day(3))).toBeUndefined();
  expect(preview([add(1, 'amy'), add(3, 'ben')], last, day(3))).toMatchObject({ now: 'amy', then: 'ben' });
});

test('who would be nobody’s any more', () => {
  expect(preview([add(5, 'amy')], { ...first, weights: { ...first.weights, add: 0 } }, day(3)))
    .toEqual({ now: 'amy', then: null, reason: 'notBinding', holder: null, manager: 'amy' });
});
