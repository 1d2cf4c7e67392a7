import fc from 'fast-check';
import { readMember, settleEmployeeNo } from '../../server/org/member.rules.ts';
import { aMember } from '../support/orgBuilders.ts';

const paths = new Map([[1, '/1/'], [2, '/1/2/'], [21, '/1/2/21/'], [31, '/1/3/31/']]);

test('a member of two departments has both paths, and belongs to the main one', () => {
  expect(readMember(aMember('u_amy', { department: [21, 31], main: 31, employeeNo: 'JH000123' }), paths, 21)).toEqual({
    userid: 'u_amy', name: '姓名u_amy', position: '客户经理', telephone: '', phone: '', mail: '', departmentIds: [21, 31], mainDepartmentId: 31,
    departmentPath: '/1/3/31/', departmentPaths: ['/1/2/21/', '/1/3/31/'], status: 'active', givenEmployeeNo: 'JH000123', leads: false,
  });
});

test.each([
  ['both numbers', { telephone: ' 021-68880001 ', mobile: '+86 138 0000 0001' }, { telephone: '021-68880001', phone: '13800000001' }],
  ['an app that is not told', { telephone: '8001' }, { telephone: '8001', phone: '', mail: '' }],
  ['empty fields', { telephone: '', mobile: '', biz_mail: '', email: '' }, { telephone: '', phone: '', mail: '' }],
  ["the bank's mailbox before a private one", { biz_mail: 'amy@bank.example', email: 'amy@home.example' }, { mail: 'amy@bank.example' }],
  ['a private one where there is no other', { biz_mail: '', email: ' amy@home.example ' }, { mail: 'amy@home.example' }],
  ['what is no address', { biz_mail: 'amy', email: 'a@b@c' }, { mail: '' }],
])('telephone, mobile and mail: %s', (_name, given, expected) => {
  expect(readMember({ ...aMember('u_x'), ...given }, paths, 21)).toMatchObject(expected);
});

test.each([
  [1, 'active'], [2, 'disabled'], [4, 'inactive'], [5, 'left'], [9, 'inactive'],
] as const)('WeCom status %i is %s', (status, ours) => {
  expect(readMember(aMember('u_x', { status }), paths, 21).status).toBe(ours);
});

test.each([
  ['without a main department, the first', aMember('u_x', { department: [31, 21] }), 31, '/1/3/31/'],
  ['a main department that the app may not see', aMember('u_x', { department: [99, 21], main: 99 }), 21, '/1/2/21/'],
  ['no visible department but the one that listed the person', aMember('u_x', { department: [99] }), 21, '/1/2/21/'],
])('%s', (_name, member, mainDepartmentId, departmentPath) => {
  expect(readMember(member, paths, 21)).toMatchObject({ mainDepartmentId, departmentPath });
});

test('leading a department counts, leading one that the app may not see does not', () => {
  expect(readMember(aMember('u_x', { department: [21, 31], leads: [31] }), paths, 21).leads).toBe(true);
  expect(readMember(aMember('u_x', { department: [21, 99], leads: [99] }), paths, 21).leads).toBe(false);
});

test.each(['', '  ', '工号一', 'A B', 'x'.repeat(33), 'a.b'])('%j is no employee number', (employeeNo) => {
  expect(readMember(aMember('u_x', { employeeNo }), paths, 21).givenEmployeeNo).toBeNull();
});

test.each([
  ['mended', { given: 'A1', mended: 'B2' }, {}, { employeeNo: 'B2' }],
  ["WeCom's", { given: 'A1', mended: null }, {}, { employeeNo: 'A1' }],
  ['none given', { given: null, mended: null }, {}, { employeeNo: 'u_x' }],
  ['own already', { given: 'A1', mended: null }, { A1: 'u_x' }, { employeeNo: 'A1' }],
  ["another's", { given: 'A1', mended: null }, { A1: 'u_y' }, { employeeNo: 'u_x', wanted: 'A1' }],
  ["another's, and the userid too", { given: 'A1', mended: null }, { A1: 'u_y', u_x: 'u_z' }, { employeeNo: 'userid:u_x', wanted: 'A1' }],
])('employee number: %s', (_name, claim, holders: Record<string, string>, expected) => {
  expect(settleEmployeeNo({ userid: 'u_x', ...claim }, (number) => holders[number])).toEqual(expected);
});

test('property: nobody gets a number that another person has', () => {
  const number = fc.constantFrom('A1', 'A2', 'u_1', 'u_2', 'u_3');
  fc.assert(fc.property(fc.array(fc.record({ userid: fc.constantFrom('u_1', 'u_2', 'u_3', 'u_4'), given: fc.option(number), mended: fc.option(number) })), (claims) => {
    const holders = new Map<string, string>();
    const numbers = new Map<string, string>();
    for (const claim of claims) {
      const { employeeNo } = settleEmployeeNo(claim, (each) => holders.get(each));
      holders.delete(numbers.get(claim.userid) ?? '');
      expect([undefined, claim.userid]).toContain(holders.get(employeeNo));
      holders.set(employeeNo, claim.userid);
      numbers.set(claim.userid, employeeNo);
    }
    expect(new Set(numbers.values()).size).toBe(numbers.size);
  }));
});
