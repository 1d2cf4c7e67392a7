import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

test('the week begins on Monday and has an offer each day', async () => {
  const { token } = await aSignedIn();
  const { status, body } = await post('content.listWeekOffers', {}, { token });
  expect(status).toBe(200);
  expect(body.rows.map((row: { weekday: number }) => row.weekday)).toEqual([1, 2, 3, 4, 5, 6, 0]);
  expect(body.rows[3]).toEqual({ weekday: 4, title: '咖啡立减 8 元', description: '10:00–20:00，合作咖啡门店，使用本行银行卡付款，每人每周一杯。' });
  expect((await post('content.listWeekOffers', {}, { token })).body).toEqual(body);
});

test('nobody signed in: 401; no role: 403; unknown fields: 400', async () => {
  expect(await post('content.listWeekOffers', {})).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: [] });
  expect(await post('content.listWeekOffers', {}, { token })).toMatchObject({ status: 403 });
  const { token: manager } = await aSignedIn();
  expect(await post('content.listWeekOffers', { weekday: { $gt: 0 } }, { token: manager })).toMatchObject({ status: 400 });
});
