import { inTransaction } from '../../server/platform/mongo.ts';
import { placesAt, recordPlaces } from '../../server/org/staffPlaces.ts';
import { StaffPlace } from '../../server/org/staffPlace.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const moved = (userid: string, departmentPath: string, n: number) => inTransaction((tx) => recordPlaces([{ userid, departmentPath, since: day(n) }], tx));

test('who has moved keeps where they worked then; before the first known day it is where they were first seen', async () => {
  await aStaff({ userid: 'mo', place: 'tianhe' });
  await moved('mo', '/1/2/21/', 5);
  await moved('mo', '/1/3/31/', 10);
  const asked = [1, 5, 9, 10, 30].map((n) => ({ userid: 'mo', at: day(n) }));
  expect(await placesAt(asked)).toEqual(['/1/2/21/', '/1/2/21/', '/1/2/21/', '/1/3/31/', '/1/3/31/']);
});

test('told twice it is one move; several people in the order asked', async () => {
  await aStaff({ userid: 'li', place: 'bund' });
  await moved('li', '/1/2/22/', 5);
  await moved('li', '/1/2/22/', 5);
  expect(await StaffPlace.countDocuments({ userid: 'li' })).toBe(1);
  await aStaff({ userid: 'never_moved', place: 'bund' });
  expect(await placesAt([{ userid: 'never_moved', at: day(1) }, { userid: 'li', at: day(6) }, { userid: 'unknown', at: day(6) }])).toEqual(['/1/2/21/', '/1/2/22/', '/1/']);
});
