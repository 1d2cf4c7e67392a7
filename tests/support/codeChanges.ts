import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from './builders.ts';
import { aCode, storedCode } from './channelsBuilders.ts';
import { post } from './harness.ts';

type Changing = 'disableCode' | 'enableCode' | 'retryCode';

/** A supervisor with a member of staff for their codes. Call at the top of a test file, after `useServer`. */
export function useCodeOwner(operation: Changing) {
  const owner = { supervisor: undefined as unknown as SignedIn }; // filled before the first test
  beforeAll(async () => {
    await aTree();
    owner.supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
    await aStaff({ userid: 'u_amy', place: 'bund' });
  });
  const ask = (input: unknown, token?: string) => post(`channels.${operation}`, input, token ? { token } : {});
  return { owner, ask };
}

/** What every operation that changes a code's state refuses and logs alike. */
export function guardsCodes(operation: Changing, { owner, ask }: ReturnType<typeof useCodeOwner>): void {
  test('the audit log says who', async () => {
    const code = await aCode({ by: owner.supervisor.staff });
    await ask({ id: code._id }, owner.supervisor.token);
    expect(await AuditLog.find({ subject: `channelCode:${code._id}`, operation: `channels.${operation}` }).lean()).toMatchObject([{ actorId: owner.supervisor.staff._id }]);
  });

  test("another branch's code, and one that never was: 404", async () => {
    const code = await aCode({ by: owner.supervisor.staff });
    const far = await aSignedIn({ place: 'south', roles: ['admin'] });
    expect(await ask({ id: code._id }, far.token)).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
    expect(await ask({ id: 'none' }, owner.supervisor.token)).toMatchObject({ status: 404 });
    expect((await storedCode(code._id)).state).toBe('active');
  });

  test('nobody signed in: 401; managers and reviewers: 403', async () => {
    expect(await ask({ id: 'x' })).toMatchObject({ status: 401 });
    for (const role of ['manager', 'compliance'] as const) expect(await ask({ id: 'x' }, (await aSignedIn({ roles: [role] })).token)).toMatchObject({ status: 403 });
  });

  test.each([[{}, 'id'], [{ id: { $ne: '' } }, 'id.$ne'], [{ id: 'x', force: true }, 'force']])('bad input %j names the field', async (input, path) => {
    const answer = await ask(input, owner.supervisor.token);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });
}
