import type { BindingReason, TouchFlag, TouchKind } from '../../shared/attribution/constants.ts';
import { foldAll, foldTouches, policyAt, windowEndOf, type Policy, type PolicyRules, type Touch } from '../../server/attribution/attribution.rules.ts';

/** Hours after 2026-01-01 00:00 in Asia/Shanghai. */
const at = (hours: number): Date => new Date(Date.parse('2026-01-01T00:00:00+08:00') + hours * 3_600_000);
const days = (count: number): number => count * 24;

const rules: PolicyRules = { mode: 'firstTouch', windowDays: 180, weights: { click: 0, scan: 1, redeem: 5, add: 5, register: 3 }, lockOnConfirm: true };
const policy = (changes: Partial<PolicyRules> = {}): Policy[] => [{ version: 1, rules: { ...rules, ...changes }, effectiveFrom: new Date(0) }];

/** Hours, kind, manager, flags. */
type Line = [hours: number, kind: TouchKind, manager: string | null, ...flags: TouchFlag[]];
const touchesOf = (lines: Line[]): Touch[] => lines.map(([hours, kind, managerUserid, ...flags], index) => ({ id: `t${index}`, kind, managerUserid, at: at(hours), flags }));
/** `reason:holder`, with `*` while locked. */
const told = (lines: Line[], policies = policy()): string[] => foldTouches(touchesOf(lines), policies).map(({ reason, after, locked }) => `${reason}:${after ?? '-'}${locked ? '*' : ''}`);

// Each row was worked out by hand from the order of the rules.
const table: [string, Line[], string[], Partial<PolicyRules>?][] = [
  ['nobody held', [[0, 'add', 'amy']], ['firstBinding:amy']],
  ['again the same', [[0, 'add', 'amy'], [1, 'redeem', 'amy']], ['firstBinding:amy', 'sameManager:amy']],
  ['first touch keeps', [[0, 'add', 'amy'], [1, 'add', 'ben']], ['firstBinding:amy', 'firstTouchKeeps:amy']],
  ['last touch takes', [[0, 'add', 'amy'], [1, 'add', 'ben']], ['firstBinding:amy', 'lastTouchTakes:ben'], { mode: 'lastTouch' }],
  ['stronger takes in either mode', [[0, 'scan', 'amy'], [1, 'redeem', 'ben']], ['firstBinding:amy', 'strongerTakes:ben']],
  ['stronger takes, last touch', [[0, 'scan', 'amy'], [1, 'redeem', 'ben']], ['firstBinding:amy', 'strongerTakes:ben'], { mode: 'lastTouch' }],
  ['weaker keeps in either mode', [[0, 'add', 'amy'], [1, 'scan', 'ben']], ['firstBinding:amy', 'weakerKeeps:amy'], { mode: 'lastTouch' }],
  ['the higher weight stays', [[0, 'add', 'amy'], [1, 'scan', 'amy'], [2, 'redeem', 'ben']], ['firstBinding:amy', 'sameManager:amy', 'firstTouchKeeps:amy']],
  ['a weight may grow', [[0, 'scan', 'amy'], [1, 'add', 'amy'], [2, 'add', 'ben']], ['firstBinding:amy', 'sameManager:amy', 'firstTouchKeeps:amy']],
  ['exactly the window keeps', [[0, 'add', 'amy'], [days(180), 'add', 'ben']], ['firstBinding:amy', 'firstTouchKeeps:amy']],
  ['past the window, the weaker takes', [[0, 'add', 'amy'], [days(180) + 1, 'scan', 'ben']], ['firstBinding:amy', 'windowPassed:ben']],
  ['past the window, the same', [[0, 'add', 'amy'], [days(180) + 1, 'scan', 'amy'], [days(180) + 2, 'add', 'ben']], ['firstBinding:amy', 'windowPassed:amy', 'strongerTakes:ben']],
  ['own touches begin the window anew', [[0, 'add', 'amy'], [days(100), 'scan', 'amy'], [days(280), 'add', 'ben']], ['firstBinding:amy', 'sameManager:amy', 'firstTouchKeeps:amy']],
  ["another's touch does not", [[0, 'add', 'amy'], [days(100), 'add', 'ben'], [days(181), 'scan', 'ben']], ['firstBinding:amy', 'firstTouchKeeps:amy', 'windowPassed:ben']],
  ['registration refreshes', [[0, 'add', 'amy'], [days(100), 'register', null], [days(280), 'add', 'ben']], ['firstBinding:amy', 'refreshed:amy', 'firstTouchKeeps:amy']],
  ['registration of nobody', [[0, 'register', null], [1, 'add', 'amy']], ['noManager:-', 'firstBinding:amy']],
  ['weight 0 never binds', [[0, 'click', 'amy']], ['notBinding:-']],
  ['a share never binds', [[0, 'share', 'amy'], [1, 'add', 'ben'], [2, 'share', 'amy']], ['notBinding:-', 'firstBinding:ben', 'notBinding:ben']],
  ['weighed clicks bind', [[0, 'click', 'amy']], ['firstBinding:amy'], { weights: { ...rules.weights, click: 1 } }],
  ['the bank confirms and locks', [[0, 'add', 'amy'], [1, 'confirm', 'ben'], [2, 'redeem', 'amy'], [days(400), 'add', 'amy']], ['firstBinding:amy', 'bankConfirmed:ben*', 'lockedByBank:ben*', 'lockedByBank:ben*']],
  ['what never binds is told so, locked or not', [[0, 'confirm', 'ben'], [1, 'click', 'amy']], ['bankConfirmed:ben*', 'notBinding:ben*']],
  ['locked, a touch without manager too', [[0, 'confirm', 'ben'], [1, 'register', null]], ['bankConfirmed:ben*', 'lockedByBank:ben*']],
  ['confirmed without a lock, only the window ends it', [[0, 'confirm', 'ben'], [1, 'add', 'amy'], [days(181), 'add', 'amy']], ['bankConfirmed:ben', 'weakerKeeps:ben', 'windowPassed:amy'], { lockOnConfirm: false, mode: 'lastTouch' }],
  ['the bank releases', [[0, 'confirm', 'ben'], [1, 'release', 'ben'], [2, 'scan', 'amy']], ['bankConfirmed:ben*', 'bankReleased:-', 'firstBinding:amy']],
  ['the bank confirms another', [[0, 'confirm', 'ben'], [1, 'confirm', 'amy']], ['bankConfirmed:ben*', 'bankConfirmed:amy*']],
  ['a hand-over keeps the lock', [[0, 'confirm', 'ben'], [1, 'handover', 'amy'], [2, 'add', 'cai']], ['bankConfirmed:ben*', 'handedOver:amy*', 'lockedByBank:amy*']],
  ['a hand-over without a lock', [[0, 'add', 'ben'], [1, 'handover', 'amy'], [2, 'add', 'cai'], [days(182), 'scan', 'cai']], ['firstBinding:ben', 'handedOver:amy', 'weakerKeeps:amy', 'windowPassed:cai'], { mode: 'lastTouch' }],
  ['a correction', [[0, 'add', 'ben'], [1, 'correction', 'amy'], [2, 'add', 'cai']], ['firstBinding:ben', 'corrected:amy', 'weakerKeeps:amy'], { mode: 'lastTouch' }],
  ['a correction unlocks nothing', [[0, 'confirm', 'ben'], [1, 'correction', 'amy'], [2, 'add', 'cai']], ['bankConfirmed:ben*', 'corrected:amy*', 'lockedByBank:amy*']],
  ['a correction to nobody', [[0, 'add', 'ben'], [1, 'correction', null], [2, 'scan', 'cai']], ['firstBinding:ben', 'correctedToNone:-', 'firstBinding:cai']],
  ['to nobody under a lock: the bank has the word', [[0, 'confirm', 'ben'], [1, 'correction', null], [2, 'add', 'cai'], [3, 'confirm', 'cai']], ['bankConfirmed:ben*', 'correctedToNone:-*', 'lockedByBank:-*', 'bankConfirmed:cai*']],
  ['flags do not count', [[0, 'add', 'amy', 'staffAsCustomer'], [1, 'redeem', 'amy', 'selfInvite'], [2, 'redeem', 'amy', 'samePerson'], [3, 'add', 'amy', 'staffLeft'], [4, 'confirm', 'amy', 'staffLeft']],
    ['staffAsCustomer:-', 'selfInvite:-', 'samePerson:-', 'staffLeft:-', 'staffLeft:-']],
  ['nor begin a window anew', [[0, 'add', 'amy'], [days(100), 'add', 'amy', 'staffLeft'], [days(181), 'scan', 'ben']], ['firstBinding:amy', 'staffLeft:amy', 'windowPassed:ben']],
];

test.each(table)('%s', (...[, lines, expected, changes]) => {
  expect(told(lines, policy(changes))).toEqual(expected);
});

test('the table has every reason', () => {
  const seen = new Set(table.flatMap(([, , expected]) => expected.map((each) => each.split(':')[0])));
  const all: BindingReason[] = ['firstBinding', 'windowPassed', 'sameManager', 'refreshed', 'noManager', 'firstTouchKeeps', 'lastTouchTakes', 'strongerTakes', 'weakerKeeps', 'notBinding',
    'lockedByBank', 'bankConfirmed', 'bankReleased', 'handedOver', 'corrected', 'correctedToNone', 'selfInvite', 'staffAsCustomer', 'samePerson', 'staffLeft'];
  expect([...seen].sort()).toEqual([...all].sort());
});

test('a decision tells who held before, and since when the holder does', () => {
  const { decisions, state } = foldAll(touchesOf([[0, 'add', 'amy'], [1, 'confirm', 'ben'], [2, 'confirm', 'ben']]), policy());
  expect(decisions.map(({ before, after }) => [before, after])).toEqual([[null, 'amy'], ['amy', 'ben'], ['ben', 'ben']]);
  expect(state.holder).toMatchObject({ userid: 'ben', since: at(1), touchId: 't1', lastTouchAt: at(2) });
});

test('at one instant the key decides', () => {
  const [first, second] = [{ id: 'b', kind: 'add', managerUserid: 'ben', at: at(0), flags: [] }, { id: 'a', kind: 'add', managerUserid: 'amy', at: at(0), flags: [] }] as const;
  expect(foldTouches([first, second], policy()).map(({ touchId, reason }) => [touchId, reason])).toEqual([['a', 'firstBinding'], ['b', 'firstTouchKeeps']]);
});

test('each touch has the policy of its time', () => {
  const versions: Policy[] = [
    { version: 1, rules, effectiveFrom: new Date(0) },
    { version: 2, rules: { ...rules, mode: 'lastTouch' }, effectiveFrom: at(10) },
    { version: 3, rules: { ...rules, windowDays: 1 }, effectiveFrom: at(20) },
  ];
  const lines: Line[] = [[0, 'add', 'amy'], [9, 'add', 'ben'], [10, 'add', 'ben'], [19, 'add', 'amy'], [20, 'add', 'ben'], [44, 'add', 'ben']];
  expect(told(lines, versions)).toEqual(['firstBinding:amy', 'firstTouchKeeps:amy', 'lastTouchTakes:ben', 'lastTouchTakes:amy', 'firstTouchKeeps:amy', 'windowPassed:ben']);
  expect([at(9), at(10), at(20)].map((time) => policyAt([...versions].reverse(), time).version)).toEqual([1, 2, 3]);
});

test('a window ends, a lock does not', () => {
  const end = (lines: Line[]) => windowEndOf(foldAll(touchesOf(lines), policy()).state, rules);
  expect(end([[0, 'add', 'amy'], [5, 'register', null]])).toEqual(at(days(180) + 5));
  expect(end([[0, 'confirm', 'amy']])).toBeNull();
  expect(end([])).toBeNull();
});
