import { allowedByState, closeSpans, concernsWecom, isSameCode, refusalWords, remarkFor, wasDisabledAt } from '../../server/channels/code.rules.ts';
import { daysOf, figuresOf } from '../../server/channels/figures.rules.ts';

const fields = { name: '厅堂', staff: [{ userid: 'a', dailyCap: null, shifts: [] }], backupUserid: 'a', tagIds: ['t'], welcomeVersionId: 'w', remarkPrefix: '' };

test.each([
  ['channels.updateCode', ['active', 'disabled', 'failed']],
  ['channels.disableCode', ['syncing', 'active', 'failed']],
  ['channels.enableCode', ['disabled']],
  ['channels.retryCode', ['failed']],
  ['channels.getCodeFigures', ['syncing', 'active', 'disabled', 'failed']],
  ['channels.unknown', []],
])('%s makes sense while a code is %j', (operation, states) => {
  expect((['syncing', 'active', 'disabled', 'failed'] as const).filter((state) => allowedByState(operation, state))).toEqual(states);
});

test('what WeCom holds is name, staff and backup', () => {
  expect(concernsWecom(fields, { ...fields, tagIds: [], welcomeVersionId: 'x', remarkPrefix: '行庆' })).toBe(false);
  for (const change of [{ name: '路演' }, { backupUserid: 'b' }, { staff: [{ userid: 'a', dailyCap: 3, shifts: [] }] }]) expect(concernsWecom(fields, { ...fields, ...change })).toBe(true);
  expect(isSameCode(fields, { ...fields })).toBe(true);
  expect(isSameCode(fields, { ...fields, remarkPrefix: '行庆' })).toBe(false);
});

const at = (text: string) => new Date(`2026-11-22T${text}Z`);
const spans = [{ from: at('01:00:00.500'), until: at('02:00:00.700') }, { from: at('03:00:00'), until: null }];

test.each([['00:59:59', false], ['01:00:00', true], ['01:30:00', true], ['02:00:00', false], ['02:30:00', false], ['03:00:00', true], ['23:00:00', true]])('at %s it was off: %s', (time, expected) => {
  expect(wasDisabledAt(spans, at(time))).toBe(expected);
});

test('switching on closes the open span alone', () => {
  expect(closeSpans(spans, at('04:00:00'))).toEqual([spans[0], { from: at('03:00:00'), until: at('04:00:00') }]);
});

test.each([['', '小林', '小林'], ['外滩', '小林', '外滩小林'], ['前缀', '长'.repeat(30), `前缀${'长'.repeat(18)}`], ['a', '😀'.repeat(20), `a${'😀'.repeat(19)}`]])('remark %j + %j', (prefix, nickname, remark) => {
  expect(remarkFor(prefix, nickname)).toBe(remark);
});

test('a refusal is told in words', () => {
  expect(refusalWords(41_054)).toBe('所选员工中有人未激活企业微信或未实名');
  expect(refusalWords(99_999)).toBe('企业微信没有接受（错误码 99999）');
});

test('days: both ends, over months and leap years', () => {
  expect(daysOf('2026-11-22', '2026-11-22')).toEqual(['2026-11-22']);
  expect(daysOf('2028-02-27', '2028-03-01')).toEqual(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysOf('2026-01-01', '2026-12-31')).toHaveLength(365);
});

test('days, people and total agree', () => {
  const row = (day: string, userid: string, count: number, welcomed = 0) => ({ _id: { day, userid }, count, welcomed });
  const figures = figuresOf(['2026-11-21', '2026-11-22'], [row('2026-11-21', 'b', 1, 1), row('2026-11-22', 'a', 2, 1), row('2026-11-22', 'b', 3, 3)], [row('2026-11-22', 'c', 1)]);
  expect(figures).toEqual({
    days: [{ day: '2026-11-21', added: 1, lost: 0, welcomed: 1 }, { day: '2026-11-22', added: 5, lost: 1, welcomed: 4 }],
    byStaff: [{ userid: 'b', added: 4, lost: 0 }, { userid: 'a', added: 2, lost: 0 }, { userid: 'c', added: 0, lost: 1 }],
    total: { added: 6, lost: 1, welcomed: 5 },
  });
});
