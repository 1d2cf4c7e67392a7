import { Staff } from '../../server/org/staff.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { work } from '../../server/platform/worker.ts';
import { findJob } from '../../server/platform/job.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aDepartment, aMember, useCorp } from '../support/orgBuilders.ts';
useServer();
const corp = useCorp();
test.each([1, 4])('scale %i', async (par) => {
  await aTree();
  await Staff.deleteMany({});
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin' });
  corp.departments = [aDepartment(1, 0, 'r'), ...Array.from({ length: 120 }, (_, i) => aDepartment(i + 2, Math.floor(i / 20) + 1, `d${i}`))];
  corp.members = [aMember('u_admin', { department: [1] }), ...Array.from({ length: 2_400 }, (_, i) => aMember(`u${i}`, { department: [(i % 120) + 2], employeeNo: `N${i}` }))];
  corp.followUsers = corp.members.map((m) => m.userid);
  const run = async (name: string) => {
    const t = performance.now();
    await post('org.startSync', {}, { token });
    for (;;) {
      const rows = await Owed.find({ state: 'waiting' }).sort({ dueAt: 1 }).limit(40).lean();
      if (!rows.length) break;
      const many = findJob(rows[0]?.job ?? '')?.many ?? 1;
      const batches = [];
      for (let i = 0; i < rows.length; i += many) batches.push(rows.slice(i, i + many).filter((r) => r.job === rows[i]?.job));
      const t1 = performance.now();
      for (let i = 0; i < batches.length; i += par) await Promise.all(batches.slice(i, i + par).map((b) => work({ job: b[0]?.job ?? '', ids: b.map((r) => r._id) })));
      if (rows[0]?.job !== 'org.syncDepartmentStaff') console.log(rows[0]?.job, Math.round(performance.now() - t1));
    }
    console.log(name, par, Math.round(performance.now() - t), await Staff.countDocuments({ status: 'left' }), await Progress.find({}).sort({ startedAt: -1 }).limit(1).lean());
  };
  await run('first'); await run('again');
  corp.members = corp.members.slice(0, 1_200);
  await run('leave');
}, 280_000);
