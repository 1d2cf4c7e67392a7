import { departmentNames } from '../../server/org/departmentNames.ts';
import { departmentOf } from '../../server/org/departmentOf.ts';
import { findStaff } from '../../server/org/findStaff.ts';
import { org } from '../../server/org/index.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { staffActor } from '../../server/org/staffActor.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { Session } from '../../server/platform/session.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

test('staff come by userid, those who left too, unknown ones not', async () => {
  const [amy, gone] = [await aStaff({ name: '陈安琪' }), await aStaff({ status: 'left' })];
  const found = await findStaff([amy._id, gone._id, amy._id, 'u_unknown']);
  expect([...found.keys()].sort()).toEqual([amy._id, gone._id].sort());
  expect(found.get(amy._id)?.name).toBe('陈安琪');
  expect(await findStaff([])).toEqual(new Map());
});

test('paths have the names of their own departments', async () => {
  expect(await departmentNames(['/1/2/21/', '/1/', '/1/2/21/', '/1/77/'])).toEqual(new Map([['/1/2/21/', '外滩支行'], ['/1/', '江海银行'], ['/1/77/', '']]));
});

test('the department of an actor is the main one', async () => {
  const { staff } = await aSignedIn({ place: 'tianhe' });
  const session = await Session.findOne({ subjectId: staff._id }).lean();
  const actor = session && await staffActor(session);
  expect(actor && await departmentOf(actor)).toMatchObject({ _id: 31, name: '天河支行', path: '/1/3/31/' });
  expect(await departmentOf(systemActor('test'))).toBeUndefined();
});

test('at boot the configured administrator is made one, while there is none', async () => {
  await aStaff({ userid: 'u_first_admin', roles: [] });
  await org.boot?.();
  expect((await Staff.findById('u_first_admin').lean())?.roles).toEqual(['admin']);
  await Staff.updateOne({ _id: 'u_first_admin' }, { roles: [] });
  await aStaff({ roles: ['admin'] });
  await org.boot?.();
  expect((await Staff.findById('u_first_admin').lean())?.roles).toEqual([]);
});
