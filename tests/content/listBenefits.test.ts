import { ContentVersion } from '../../server/content/contentVersion.model.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
const list = (input: unknown = {}, bearer?: string) => post('content.listBenefits', input, bearer ? { bearer } : {});

test('anyone sees this week, Monday first, and which day it is in Shanghai', async () => {
  freezeClock('2026-11-22T15:59:59Z'); // Sunday, a second before midnight
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body.today).toBe(0);
  expect(body.rows.map((row: { weekday: number }) => row.weekday)).toEqual([1, 2, 3, 4, 5, 6, 0]);
  expect(body.rows.every((row: { title: string; text: string }) => row.title && row.text)).toBe(true);
  freezeClock('2026-11-22T16:00:00Z');
  expect((await list()).body.today).toBe(1);
  expect((await list({}, (await aMember()).bearer)).body).toEqual((await list()).body);
});

test('what is not approved is not shown', async () => {
  const before = (await list()).body.rows.length;
  await ContentVersion.updateOne({ kind: 'offer', weekday: 3 }, { state: 'retired' });
  expect((await list()).body.rows).toHaveLength(before - 1);
});

test('unknown fields are refused', async () => {
  expect(await list({ weekday: 1 })).toMatchObject({ status: 400 });
});
