import { ContentVersion } from '../../server/content/contentVersion.model.ts';
import { layStarterContent } from '../../server/content/layStarterContent.ts';
import { roles } from '../../shared/org/constants.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { baseUrl, freezeClock, post, useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);
beforeEach(() => freezeClock('2026-11-26T01:00:00Z'));

test.each(roles)('a %s sees the approved welcomes, each as a customer would', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  const { status, body } = await post('content.listWelcomes', {}, { token });
  expect(status).toBe(200);
  expect(body.rows.map((row: { versionId: string }) => row.versionId)).toEqual(['welcome-standard-1', 'welcome-notice-1', 'welcome-brief-1']);
  expect(body.rows[0]).toMatchObject({ version: 1, approvedBy: '系统预置', can: ['content.previewWelcome'] });
  expect(body.rows[0].text).toContain('{客户昵称}');
  expect(body.rows[0].preview.text).toMatch(/^早上好，我是江海银行外滩支行的陈安琪，很高兴为小林服务。/);
  expect(body.rows[0].preview.text).toContain('周四 10:00–20:00 咖啡立减 8 元');
  expect(body.rows[0].preview.attachments).toEqual([{ kind: 'miniprogram', title: '本周权益，点开查看', coverUrl: '/content/cover.png' }]);
  expect(body.rows[1].preview.attachments).toEqual([{ kind: 'link', title: '隐私说明', description: '江海银行如何使用和保护您的信息', url: 'http://guanhu.test/privacy' }]);
});

test('what was laid twice is there once, and what was retired stays away', async () => {
  await layStarterContent();
  await ContentVersion.updateOne({ _id: 'welcome-notice-1' }, { state: 'retired' });
  await layStarterContent();
  const { token } = await aSignedIn();
  const { body } = await post('content.listWelcomes', {}, { token });
  expect(body.rows.map((row: { versionId: string }) => row.versionId)).toEqual(['welcome-standard-1', 'welcome-brief-1']);
  await ContentVersion.updateOne({ _id: 'welcome-notice-1' }, { state: 'approved' });
});

test('a welcome outside its period is not offered', async () => {
  await ContentVersion.updateOne({ _id: 'welcome-brief-1' }, { periodTo: new Date('2026-11-26T01:00:00Z') });
  const { token } = await aSignedIn();
  const { body } = await post('content.listWelcomes', {}, { token });
  expect(body.rows.map((row: { versionId: string }) => row.versionId)).toEqual(['welcome-standard-1', 'welcome-notice-1']);
  await ContentVersion.updateOne({ _id: 'welcome-brief-1' }, { periodTo: null });
});

test('nobody signed in: 401; no role: 403; unknown fields: 400', async () => {
  expect(await post('content.listWelcomes', {})).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: [] });
  expect(await post('content.listWelcomes', {}, { token })).toMatchObject({ status: 403 });
  const { token: manager } = await aSignedIn();
  expect(await post('content.listWelcomes', { all: true }, { token: manager })).toMatchObject({ status: 400, body: { issues: [{ path: 'all' }] } });
});

test('the cover is a PNG of 520 × 416 that a phone loads at once', async () => {
  const response = await fetch(`${baseUrl}/content/cover.png`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-type'), bytes.subarray(1, 4).toString()]).toEqual([200, 'image/png', 'PNG']);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([520, 416]);
  expect(bytes.length).toBeLessThan(60 * 1_024);
});
