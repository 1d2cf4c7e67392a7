import { maskPhone, normalPhone, phoneIndex, sealPhone, unsealPhone } from '../../server/platform/phone.ts';

test.each([
  ['138 0000-0001', '13800000001'], ['+86 13800000001', '13800000001'], ['021-6888 0001', '02168880001'], ['', ''], ['1', ''], ['电话', ''],
])('phone %s is kept as %s', (given, expected) => {
  expect(normalPhone(given)).toBe(expected);
});

test.each([['13800000001', '138****0001'], ['02168880001', '021****0001'], ['95588', '****']])('%s shows as %s', (phone, expected) => {
  expect(maskPhone(phone)).toBe(expected);
});

test('a number is sealed differently each time, opened again, and found by one index', () => {
  const [one, other] = [sealPhone('13800000001'), sealPhone('13800000001')];
  expect(one.sealed).not.toBe(other.sealed);
  expect(JSON.stringify(one)).not.toContain('138000');
  expect([unsealPhone(one), unsealPhone(one.sealed)]).toEqual(['13800000001', '13800000001']);
  expect(other.index).toBe(one.index);
  expect(phoneIndex('13800000001')).toBe(one.index);
  expect(phoneIndex('13800000002')).not.toBe(one.index);
});
