import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeAll(aTree);
const get = (options: { token?: string; bearer?: string } = {}, input: unknown = {}) => post('privacy.getChoices', input, options);

test('anyone may read the notice and what could be agreed to', async () => {
  const { status, body } = await get();
  expect(status).toBe(200);
  expect(body.notice).toMatchObject({ version: 2, title: '隐私说明' });
  expect(body.notice.sections.length).toBeGreaterThan(4);
  expect(body.choices.map((each: { purpose: string; granted: null }) => [each.purpose, each.granted])).toEqual([['marketing', null], ['personalization', null], ['analytics', null]]);
  expect(body.noticeReadAt).toBeNull();
});

test('a customer sees their own decisions, and nobody else does', async () => {
  const [one, other] = [await aMember(), await aMember()];
  await post('privacy.saveChoices', { noticeVersion: 2, choices: [{ purpose: 'marketing', granted: true }] }, { bearer: one.bearer });
  expect((await get({ bearer: one.bearer })).body.choices[0]).toMatchObject({ granted: true, decidedAt: expect.any(String) });
  expect((await get({ bearer: other.bearer })).body.choices[0].granted).toBeNull();
  const { token } = await aSignedIn({ roles: ['admin'] });
  expect((await get({ token })).body.choices[0].granted).toBeNull();
});

test('a second call gives the same', async () => {
  expect((await get()).body).toEqual((await get()).body);
});

test('unknown fields are refused', async () => {
  expect(await get({}, { customerId: 'c1' })).toMatchObject({ status: 400 });
});
