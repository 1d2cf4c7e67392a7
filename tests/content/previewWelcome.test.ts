import { ContentVersion } from '../../server/content/contentVersion.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();

let supervisor: SignedIn;
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'u_far', name: '远方', place: 'tianhe' });
  freezeClock('2026-11-26T10:00:00Z');
});
const preview = (input: unknown, token = supervisor.token) => post('content.previewWelcome', input, { token });

test('reads as a customer of this manager would see it', async () => {
  const answer = await preview({ versionId: 'welcome-brief-1', userid: 'u_amy' });
  expect(answer).toMatchObject({ status: 200, body: { attachments: [] } });
  expect(answer.body.text).toBe('晚上好，感谢小林的信任。我是江海银行外滩支行的陈安琪，有需要请随时留言，我会尽快回复您。\n\n我们如何使用您的信息：http://guanhu.test/privacy');
  expect((await preview({ versionId: 'welcome-brief-1', userid: 'u_amy' })).body).toEqual(answer.body);
});

test('without a manager it stays general', async () => {
  expect((await preview({ versionId: 'welcome-brief-1' })).body.text).toContain('我是江海银行网点的客户经理');
});

test("another branch's manager does not exist: 404", async () => {
  expect(await preview({ versionId: 'welcome-brief-1', userid: 'u_far' })).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await preview({ versionId: 'welcome-brief-1', userid: 'u_none' })).toMatchObject({ status: 404 });
});

test('no such version: 404; retired: 409', async () => {
  expect(await preview({ versionId: 'welcome-none-1' })).toMatchObject({ status: 404, body: { code: 'content.versionNotFound' } });
  await ContentVersion.updateOne({ _id: 'welcome-notice-1' }, { state: 'retired' });
  expect(await preview({ versionId: 'welcome-notice-1' })).toMatchObject({ status: 409, body: { code: 'content.notApproved' } });
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await post('content.previewWelcome', { versionId: 'welcome-brief-1' })).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: [] });
  expect(await preview({ versionId: 'welcome-brief-1' }, token)).toMatchObject({ status: 403 });
});

test.each([[{}, 'versionId'], [{ versionId: { $ne: '' } }, 'versionId.$ne'], [{ versionId: 'welcome-brief-1', text: 'x' }, 'text']])('bad input %j names the field', async (input, path) => {
  const answer = await preview(input);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});
