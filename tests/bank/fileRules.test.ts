import { fieldsOfMapping, proposeMapping } from '../../server/bank/fileColumns.rules.ts';
import { managerToldBy, type ManagerEvent } from '../../server/bank/book.rules.ts';
import { readEvent } from '../../server/bank/fileLine.rules.ts';
import { maskPhones, maskValue } from '../../server/bank/fileMask.rules.ts';
import { dayOf, fenOf, fenOfYuan, flagOf, instantOf } from '../../server/bank/fileValue.rules.ts';

test.each([
  ['2026-11-22', '2026-11-22'], ['2026/1/2', '2026-01-02'], ['2026年11月2日', '2026-11-02'], ['20261122', '2026-11-22'], ['2024-02-29', '2024-02-29'],
  ['2026-02-29', undefined], ['2026-13-01', undefined], ['22/11/2026', undefined], ['', undefined], ['46348', undefined],
])('the day %s', (text, day) => expect(dayOf(text)).toBe(day));

test.each([
  ['2026-11-22T14:05:00+08:00', '2026-11-22T06:05:00.000Z'], ['2026-11-22T06:05:00Z', '2026-11-22T06:05:00.000Z'], ['2026-11-22T06:05:00.123z', '2026-11-22T06:05:00.123Z'],
  ['2026-11-22 14:05', '2026-11-22T06:05:00.000Z'], ['2026/11/22 9:05:06', '2026-11-22T01:05:06.000Z'], ['2026-11-22', '2026-11-21T16:00:00.000Z'],
  ['2026-11-22T24:30:00Z', undefined], ['2026-02-30T10:00:00Z', undefined], ['2026-11-22 25:00', undefined], ['yesterday', undefined], ['14:05', undefined],
])('the time %s', (text, instant) => {
  const read = instantOf(text);
  expect(read && new Date(read).toISOString()).toBe(instant);
});

test.each([
  ['0.1', 10], ['0.29', 29], ['1.1', 110], ['-1234567.89', -123_456_789], ['1,234,567.80', 123_456_780], ['9999999999999.99', 999_999_999_999_999], ['-0', 0], ['100', 10_000],
  ['1.005', undefined], ['1,23', undefined], ['1.', undefined], ['.5', undefined], ['1e3', undefined], ['￥5', undefined], ['', undefined], ['12345678901234', undefined],
])('%s yuan', (text, fen) => expect(fenOfYuan(text)).toBe(fen));

test('fen are whole numbers', () => {
  expect(['-5', '0', '123456789012345', '1.0', '1e3', '1,000', ''].map(fenOf)).toEqual([-5, 0, 123_456_789_012_345, undefined, undefined, undefined, undefined]);
  expect(['', '0', '否', '1', 'TRUE', '是', 'x'].map(flagOf)).toEqual([false, false, false, true, true, true, undefined]);
});

test('columns are found by their Chinese and English names, the first of a kind', () => {
  expect(proposeMapping(['流水号', '业务类型', ' 交易时间 ', '客户号', '手机号', '客户经理工号', '金额（元）', 'amountFen', '备注', '客户号'])).toEqual({ eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3, phone: 4, managerEmployeeNo: 5, amountYuan: 6 });
  expect(proposeMapping(['eventId', 'type', 'occurredAt', 'bankCustomerNo', 'amountFen', 'reversesEventId'])).toEqual({ eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3, amountFen: 4, reversesEventId: 5 });
});

test('a mapping that contradicts itself is named by field', () => {
  const good = { eventId: 0, type: 1, occurredAt: 2, bankCustomerNo: 3 };
  expect(fieldsOfMapping({ ...good, amountYuan: 5 }, 6)).toEqual({ fields: ['eventId', 'type', 'occurredAt', 'bankCustomerNo', '', 'amountYuan'] });
  expect(fieldsOfMapping({ ...good, type: 0, amountFen: 4, amountYuan: 5, phone: 9 }, 6)).toEqual({ issues: [
    { path: 'mapping.type', message: '这一列已用作事件编号' }, { path: 'mapping.phone', message: '文件没有这一列' }, { path: 'mapping.amountYuan', message: '不能同时有金额(分)' },
  ] });
});

test('an event as people write it', () => {
  expect(readEvent({ eventId: 'e1', type: '购买产品', occurredAt: '2026/11/22 14:05', bankCustomerNo: 'B1', phone: '+86 138-0000-0001', amountYuan: '1,234.5', balanceFen: '7' })).toEqual({
    row: { eventId: 'e1', type: 'productPurchased', occurredAt: '2026-11-22T14:05:00+08:00', bankCustomerNo: 'B1', phone: '13800000001', amountFen: 123_450, balanceFen: 7 },
  });
  expect(readEvent({ type: '开户', occurredAt: '昨天', bankCustomerNo: '客户1' })).toEqual({ issues: [
    { field: 'eventId', message: '必填' }, { field: 'occurredAt', message: '时间应为带时区的 RFC 3339，如 2026-11-22T14:05:00+08:00' }, { field: 'bankCustomerNo', message: '只能是字母、数字和 _ . : / -' },
  ] });
});

test('wrong values are shown as far as the mistake needs', () => {
  expect([maskValue('phone', '13800000001x'), maskValue('phone', '1380'), maskValue('name', '欧阳三四五'), maskValue('bankCustomerNo', '客户12345678'), maskValue('amountFen', '-12.345'), maskValue('type', 'payday'), maskValue('eventId', '13800000001'), maskValue('kind', '310101199001011234')])
    .toEqual(['138****001x', '****', '欧***', '****5678', '-**.***', 'payday', '138****0001', '3101****1234']);
  expect(maskPhones('电话13800000001，金额100000000000')).toBe('电话138****0001，金额100000000000');
});

test('whom the events named last: by when it happened, reversed ones not, reversals of reversals again', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const confirmed = (_id: string, day: number, managerEmployeeNo: string): ManagerEvent => ({ _id, type: 'managerConfirmed', occurredAt: at(day), bankCustomerNo: 'B1', managerEmployeeNo, reversesEventId: null });
  const reversal = (_id: string, reversesEventId: string): ManagerEvent => ({ _id, type: 'reversal', occurredAt: at(20), bankCustomerNo: 'B1', managerEmployeeNo: null, reversesEventId });
  const [first, second] = [confirmed('a', 1, 'E1'), confirmed('b', 5, 'E2')];
  expect(managerToldBy([])).toEqual({ managerEmployeeNo: null, at: new Date(0) });
  expect(managerToldBy([second, first])).toEqual({ managerEmployeeNo: 'E2', at: at(5) });
  expect(managerToldBy([second, first, reversal('r', 'b')])).toEqual({ managerEmployeeNo: 'E1', at: at(1) });
  expect(managerToldBy([second, first, reversal('r', 'b'), reversal('rr', 'r')])).toEqual({ managerEmployeeNo: 'E2', at: at(5) });
  expect(managerToldBy([first, { ...second, type: 'managerReleased' }])).toEqual({ managerEmployeeNo: null, at: at(5) });
});
