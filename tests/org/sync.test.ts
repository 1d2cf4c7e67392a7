import { EventLog } from '../../server/platform/event.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { placesAt } from '../../server/org/staffPlaces.ts';
import { phoneIndex } from '../../server/platform/phone.ts';
import { Progress } from '../../server/platform/progress.ts';
import { work } from '../../server/platform/worker.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { Department } from '../../server/org/department.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { emptyData, post, useServer, workOff } from '../support/harness.ts';
import { aDepartment, aMember, playCorp, useCorp } from '../support/orgBuilders.ts';
import { refusal } from '../support/wecomBuilders.ts';

useServer();
const corp = useCorp();

let token: string;
let hours = 0;
beforeEach(async () => {
  await emptyData();
  setClock(() => new Date(systemTime().getTime() + hours * 3_600_000));
  await aTree();
  ({ token } = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin', canAddCustomers: false }));
  corp.departments = [aDepartment(1, 0, '江海银行'), aDepartment(2, 1, '华东分行'), aDepartment(21, 2, '外滩支行'), aDepartment(3, 1, '华南分行'), aDepartment(31, 3, '天河支行')];
  corp.members = [
    aMember('u_admin', { department: [1] }),
    aMember('u_sup', { department: [2], leads: [2], employeeNo: 'JH000002' }),
    aMember('u_amy', { department: [21], employeeNo: 'JH000021' }),
    aMember('u_lead', { department: [21, 31], main: 21, leads: [21] }),
    aMember('u_new', { department: [31], status: 4 }),
  ];
  corp.followUsers = ['u_amy', 'u_lead'];
});

/** A whole sync, an hour after what was before. */
async function sync() {
  hours += 1;
  const { body } = await post('org.startSync', {}, { token });
  await workOff();
  return Progress.findById(body.progressId).lean();
}
const staff = async (userid: string) => Staff.findById(userid).lean<StaffRow>();
const facts = async (name: string) => (await EventLog.find({ name }).lean()).map((each) => each.payload);

test('the whole tree and all staff come in', async () => {
  expect(await sync()).toMatchObject({ state: 'done', doneCount: 6, totalCount: 6, reason: null });
  expect(await Department.find({ removedAt: null }).sort({ _id: 1 }).lean()).toMatchObject([
    { _id: 1, path: '/1/', kind: 'headquarters', parentId: 0 }, { _id: 2, path: '/1/2/', kind: 'branch' }, { _id: 3, path: '/1/3/', kind: 'branch' },
    { _id: 21, path: '/1/2/21/', kind: 'subBranch', name: '外滩支行', parentId: 2 }, { _id: 31, path: '/1/3/31/', kind: 'subBranch' },
  ]);
  expect(await staff('u_amy')).toMatchObject({ name: '姓名u_amy', employeeNo: 'JH000021', departmentPath: '/1/2/21/', departmentPaths: ['/1/2/21/'], canAddCustomers: true, status: 'active' });
  expect(await staff('u_lead')).toMatchObject({ employeeNo: 'u_lead', departmentIds: [21, 31], departmentPath: '/1/2/21/', departmentPaths: ['/1/2/21/', '/1/3/31/'] });
  expect(await staff('u_new')).toMatchObject({ status: 'inactive', canAddCustomers: false });
});

test('telephone and mobile as WeCom gives them now; the mobile is not stored in clear', async () => {
  Object.assign(corp.members.find((each) => each.userid === 'u_amy') ?? {}, { telephone: '021-68880001', mobile: '13800000001' });
  await sync();
  expect(await staff('u_amy')).toMatchObject({ telephone: '021-68880001', phoneIndex: phoneIndex('13800000001') });
  expect(await staff('u_sup')).toMatchObject({ telephone: '', phoneIndex: null });
  expect(JSON.stringify(await Staff.find().lean())).not.toContain('13800000001');
  Object.assign(corp.members.find((each) => each.userid === 'u_amy') ?? {}, { telephone: '', mobile: '' });
  await sync();
  expect(await staff('u_amy')).toMatchObject({ telephone: '', phoneIndex: null });
});

test('what an administrator has entered stays, what WeCom gives comes in beside it; who has left leaves no address', async () => {
  const amy = corp.members.find((each) => each.userid === 'u_amy');
  Object.assign(amy ?? {}, { mobile: '13800000001', biz_mail: 'amy@bank.example' });
  await sync();
  await post('org.setContact', { userid: 'u_amy', phone: '13900009999' }, { token });
  Object.assign(amy ?? {}, { biz_mail: 'chen@bank.example' });
  await sync();
  expect((await post('org.listStaff', { search: '姓名u_amy' }, { token })).body.rows).toMatchObject([{ phone: '139****9999', mail: 'c***@bank.example' }]);
  expect(JSON.stringify(await Staff.find().lean())).not.toMatch(/chen@bank|13900009999/);
  corp.members = corp.members.filter((each) => each.userid !== 'u_amy');
  await sync();
  expect(await staff('u_amy')).toMatchObject({ status: 'left', sealedPhone: '', phoneIndex: null, sealedMail: '', phoneMended: false });
});

test('who moves keeps where they worked before', async () => {
  await sync();
  const before = new Date();
  const amy = corp.members.find((each) => each.userid === 'u_amy');
  Object.assign(amy ?? {}, { department: [31], main_department: 31 });
  await sync();
  const [then, now] = await placesAt([{ userid: 'u_amy', at: before }, { userid: 'u_amy', at: new Date(before.getTime() + 1_000 * 86_400_000) }]);
  expect([then, now]).toEqual(['/1/2/21/', '/1/3/31/']);
});

test('first roles follow what WeCom says; a later sync changes none', async () => {
  await sync();
  expect((await staff('u_amy'))?.roles).toEqual(['manager']);
  expect((await staff('u_sup'))?.roles).toEqual(['supervisor']);
  expect((await staff('u_lead'))?.roles).toEqual(['manager', 'supervisor']);
  expect((await staff('u_new'))?.roles).toEqual([]);
  await post('org.setRoles', { userid: 'u_amy', roles: ['operator'] }, { token });
  corp.followUsers = ['u_sup'];
  await sync();
  expect(await staff('u_amy')).toMatchObject({ roles: ['operator'], canAddCustomers: false });
  expect(await staff('u_sup')).toMatchObject({ roles: ['supervisor'], canAddCustomers: true });
});

test('a second sync of the same corp changes nothing and tells nothing', async () => {
  await sync();
  const before = await Staff.find({}, { syncedAt: 0 }).sort({ _id: 1 }).lean();
  const moved = await EventLog.countDocuments();
  await sync();
  expect(await Staff.find({}, { syncedAt: 0 }).sort({ _id: 1 }).lean()).toEqual(before);
  expect(await EventLog.countDocuments()).toBe(moved);
});

test('who moves is told of once, from where to where', async () => {
  await sync();
  Object.assign(corp.members.find((each) => each.userid === 'u_amy') ?? {}, { department: [31], is_leader_in_dept: [0] });
  await sync();
  await sync();
  expect(await staff('u_amy')).toMatchObject({ departmentPath: '/1/3/31/', departmentPaths: ['/1/3/31/'] });
  expect(await facts('org.staffMoved')).toEqual([{ userid: 'u_amy', fromPath: '/1/2/21/', toPath: '/1/3/31/' }]);
});

test('a department that moves takes its staff along', async () => {
  await sync();
  Object.assign(corp.departments.find((each) => each.id === 21) ?? {}, { parentid: 3 });
  await sync();
  expect(await staff('u_amy')).toMatchObject({ departmentPath: '/1/3/21/' });
  expect(await facts('org.staffMoved')).toContainEqual({ userid: 'u_amy', fromPath: '/1/2/21/', toPath: '/1/3/21/' });
});

test('who leaves loses access with the sync, and is told of once; the department that is gone is marked', async () => {
  await sync();
  const { token: amys } = await aSignedIn({ userid: 'u_leaver', place: 'bund' });
  expect(await post('org.getSession', {}, { token: amys })).toMatchObject({ status: 200 });
  corp.members.push(aMember('u_leaver', { department: [31] }));
  await sync();
  corp.members = corp.members.filter((each) => each.userid !== 'u_leaver' && each.userid !== 'u_new');
  corp.departments = corp.departments.filter((each) => each.id !== 31);
  await sync();
  expect(await staff('u_leaver')).toMatchObject({ status: 'left', roles: [], canAddCustomers: false });
  expect(await post('org.getSession', {}, { token: amys })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  expect(new Set(await facts('org.staffLeft'))).toEqual(new Set([{ userid: 'u_leaver' }, { userid: 'u_new' }]));
  expect((await Department.findById(31).lean())?.removedAt).toBeInstanceOf(Date);
  await sync();
  expect(await facts('org.staffLeft')).toHaveLength(2);
});

test('WeCom may list those who left with status 5: the same', async () => {
  await sync();
  Object.assign(corp.members.find((each) => each.userid === 'u_amy') ?? {}, { status: 5 });
  await sync();
  expect(await staff('u_amy')).toMatchObject({ status: 'left', roles: [] });
  expect(await facts('org.staffLeft')).toEqual([{ userid: 'u_amy' }]);
});

test('who comes back is seen for the first time again: no old rights return', async () => {
  await sync();
  await post('org.setRoles', { userid: 'u_amy', roles: ['manager', 'compliance'] }, { token });
  const amy = corp.members.find((each) => each.userid === 'u_amy');
  corp.members = corp.members.filter((each) => each !== amy);
  await sync();
  if (amy) corp.members.push(amy);
  await sync();
  expect(await staff('u_amy')).toMatchObject({ status: 'active', roles: ['manager'], employeeNo: 'JH000021' });
});

test("an employee number that another person has does not break the sync: it is counted, and given when it is free", async () => {
  corp.members.push(aMember('u_twin', { department: [31], employeeNo: 'JH000021' }));
  expect(await sync()).toMatchObject({ state: 'done', reason: '1 位员工的工号与他人重复，暂以企业微信账号代替' });
  const numbers = [await staff('u_amy'), await staff('u_twin')].map((each) => each?.employeeNo).sort();
  expect(numbers[0]).toBe('JH000021');
  const [holder, waiting] = numbers[1] === 'u_twin' ? ['u_amy', 'u_twin'] : ['u_twin', 'u_amy'];
  expect(numbers[1]).toBe(waiting);
  corp.members = corp.members.filter((each) => each.userid !== holder);
  expect(await sync()).toMatchObject({ state: 'done', reason: null });
  expect(await staff(waiting ?? '')).toMatchObject({ employeeNo: 'JH000021' });
});

test('two people of one department swap their numbers', async () => {
  corp.members.push(aMember('u_ben', { department: [21], employeeNo: 'JH000022' }));
  await sync();
  const numberOf = (userid: string, value: string) => Object.assign(corp.members.find((each) => each.userid === userid) ?? {}, { extattr: { attrs: [{ type: 0, name: '工号', text: { value } }] } });
  numberOf('u_amy', 'JH000022');
  numberOf('u_ben', 'JH000021');
  expect(await sync()).toMatchObject({ reason: null });
  expect([(await staff('u_amy'))?.employeeNo, (await staff('u_ben'))?.employeeNo]).toEqual(['JH000022', 'JH000021']);
});

test('a number that an administrator has mended stays', async () => {
  await sync();
  await post('org.setEmployeeNo', { userid: 'u_amy', employeeNo: 'JH-777' }, { token });
  await sync();
  expect(await staff('u_amy')).toMatchObject({ employeeNo: 'JH-777', employeeNoMended: true });
});

test('departments read at once, each by two workers, make one sync', async () => {
  corp.departments.push(...Array.from({ length: 12 }, (_, index) => aDepartment(100 + index, 1, `分行${index}`)));
  corp.members.push(...Array.from({ length: 30 }, (_, index) => aMember(`u_many_${index}`, { department: [100 + (index % 12), 100 + ((index + 5) % 12)], employeeNo: `N${index % 15}` })));
  hours += 1;
  await post('org.startSync', {}, { token });
  for (;;) {
    const rows = await Owed.find({ state: 'waiting' }).lean();
    if (rows.length === 0) break;
    await Promise.all(rows.flatMap((row) => [work({ job: row.job, ids: [row._id] }), work({ job: row.job, ids: [row._id] })]));
    hours += 1; // what collided and was put off is due
  }
  expect(await Progress.find({}).lean()).toMatchObject([{ state: 'done', doneCount: 18, totalCount: 18, reason: '15 位员工的工号与他人重复，暂以企业微信账号代替' }]);
  expect(await Staff.countDocuments({ _id: /^u_many_/, status: 'active' })).toBe(30);
  expect(await Staff.distinct('employeeNo', { employeeNo: /^N/ })).toHaveLength(15);
});

test('a failed sync leaves no work behind that could write over a newer one', async () => {
  corp.wecom.answer('/cgi-bin/user/list', refusal(48_002));
  expect(await sync()).toMatchObject({ state: 'failed' });
  playCorp(corp);
  expect(await sync()).toMatchObject({ state: 'done', doneCount: 6 });
  const before = await Staff.find({}).sort({ _id: 1 }).lean();
  await Owed.updateMany({ job: 'org.syncDepartmentStaff', state: 'failed' }, { state: 'waiting' });
  await workOff();
  expect(await Staff.find({}).sort({ _id: 1 }).lean()).toEqual(before);
});

test.each([
  ['no right to the contacts', '/cgi-bin/department/list', '企业微信没有接受请求（错误码 48002），请到「系统 · 连接与健康」查看原因'],
  ['no right to customer contact', '/cgi-bin/externalcontact/get_follow_user_list', '企业微信没有接受请求（错误码 48002），请到「系统 · 连接与健康」查看原因'],
])('%s: the sync fails with words, nobody is taken for gone, and the next one works', async (_name, path, reason) => {
  await sync();
  corp.members = corp.members.filter((each) => each.userid !== 'u_amy');
  corp.wecom.answer(path, refusal(48_002));
  expect(await sync()).toMatchObject({ state: 'failed', reason });
  expect(await staff('u_amy')).toMatchObject({ status: 'active' });
  playCorp(corp);
  expect(await sync()).toMatchObject({ state: 'done' });
  expect(await staff('u_amy')).toMatchObject({ status: 'left' });
});

test.each([
  ['no departments', () => { corp.departments = []; }, '企业微信没有返回任何部门，请检查应用的可见范围'],
  ['nobody', () => { corp.members = []; }, '企业微信没有返回任何员工，请检查应用的可见范围；原有数据未改动'],
  ['a ring of departments', () => { Object.assign(corp.departments[1] ?? {}, { parentid: 21 }); }, '企业微信的部门上下级互相包含，无法同步'],
])('%s: refused, and nothing is changed', async (_name, change, reason) => {
  await sync();
  change();
  expect(await sync()).toMatchObject({ state: 'failed', reason });
  expect(await Staff.countDocuments({ status: 'left' })).toBe(0);
  expect(await Department.countDocuments({ removedAt: null, path: '/1/2/21/' })).toBe(1);
});

test('while WeCom is away the sync waits and goes on', async () => {
  const busyFirst = Array.from({ length: 6 }, () => ({ status: 502, text: '' })); // two calls, each with its two quick repeats
  playCorp(corp, { busyFirst });
  hours += 1;
  await post('org.startSync', {}, { token });
  await workOff();
  expect(await Progress.findOne({ state: 'running' }).lean()).toMatchObject({ totalCount: 6 });
  hours += 1;
  await workOff();
  expect(await Progress.findOne({ state: 'running' }).lean()).toBeNull();
});

test('the first administrator is made only while there is none', async () => {
  corp.members.push(aMember('u_first_admin', { department: [1] }));
  await sync();
  expect((await staff('u_first_admin'))?.roles).toEqual([]);
  corp.members = corp.members.filter((each) => each.userid !== 'u_admin');
  await sync();
  expect((await staff('u_first_admin'))?.roles).toEqual(['admin']);
});
