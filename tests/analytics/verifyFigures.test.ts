import { Touch } from '../../server/attribution/touch.model.ts';
import { Figure } from '../../server/analytics/figure.model.ts';
import { FigureDelta } from '../../server/analytics/figureDelta.model.ts';
import { verifyFigures } from '../../server/analytics/verifyFigures.ts';
import { Credit } from '../../server/performance/credit.model.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { InviteEvent } from '../../server/referral/inviteEvent.model.ts';
import { aCreditRow, anInviteRow, aTouchRow, clickedAs, creditedAs, touchedAs } from '../support/analyticsBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
beforeEach(async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await emptyData();
  await aTree();
  await aStaff({ userid: 'amy' });
  await aStaff({ userid: 'ben', place: 'tianhe' });
  await touchedAs({ _id: 'v1' }, { _id: 'v2', day: '2026-11-11', campaignId: 'winter' }, { managerUserid: 'ben', kind: 'scan' });
  await creditedAs({ _id: 'v3', kind: 'aumChanged', amountFen: 100 }, { managerUserid: null, place: 'headquarters' });
  await clickedAs(await anInviteRow());
  await workOff();
  freezeClock('2026-11-22T04:00:10Z');
  await workOff();
});

test('what was counted is what the raw facts give, folded or not', async () => {
  // The 10th: amy with three departments under 全部 and 其他 8, ben 6 (the root is counted), nobody 2, the click under its three own filters 12 = 28.
  // The 11th: 4 filters × 4 = 16. Five days: the same. Half and whole November: 28 and the 4 of winter by 其他 = 32.
  expect(await verifyFigures()).toEqual({ words: '6 个时段的 152 个汇总', difference: null });
  await touchedAs({ day: '2026-11-21' });
  await workOff();
  expect((await verifyFigures()).difference).toBeNull();
  expect(await FigureDelta.countDocuments()).toBe(1);
  await touchedAs({ day: '2026-11-21' }); // its handler has not run
  expect((await verifyFigures()).difference).toBeNull();
});

const sum = (key: string) => `1|${key}`;
test.each([
  ['a row changed', () => nativeOf(Figure).updateOne({ _id: sum('2026-11-10|*|/1/2/21/|mamy') }, { $inc: { 'figures.added': 1 } }), '2026-11-10 /1/2/21/ amy 的添加存下的是 2，原始数据得到 1'],
  ['a row removed', () => Figure.deleteOne({ _id: sum('2026-11-11|c=winter|/1/2/|d/1/2/21/') }), '2026-11-11 /1/2/21/（c=winter） 的添加存下的是 0，原始数据得到 1'],
  ['a row doubled', () => nativeOf(Figure).updateOne({ _id: sum('2026-11|*|/1/|d/1/3/') }, { $mul: { 'figures.scanned': 2 } }), '2026-11 /1/3/ 的扫码存下的是 2，原始数据得到 1'],
  ['a sum of five days', () => nativeOf(Figure).updateOne({ _id: sum('2026-11~2|*|/|d/1/') }, { $set: { 'figures.aumFen': 99 } }), '2026-11~2 /1/ 的资产净增存下的是 99，原始数据得到 100'],
  ['a sum of half a month', () => nativeOf(Figure).deleteOne({ _id: sum('2026-11=1|*|/1/3/31/|mben') }), '2026-11=1 /1/3/31/ ben 的扫码存下的是 0，原始数据得到 1'],
  ['a row of a day without facts', () => nativeOf(Figure).insertOne({ _id: sum('2026-12-01|*|/1/2/21/|mamy'), generation: 1, span: '2026-12-01', slice: '*', parent: '/1/2/21/', path: '/1/2/21/', userid: 'amy', figures: { opened: 1 } }), '2026-12-01 /1/2/21/ amy 的开户存下的是 1，原始数据得到 0'],
  ['nobody’s customers', () => nativeOf(Figure).deleteOne({ _id: sum('2026-11-10|*|/1/|m') }), '2026-11-10 /1/ 无管户 的开户存下的是 0，原始数据得到 1'],
  ['a touch without figure', () => Touch.create(aTouchRow({ day: '2026-11-13' })), '2026-11-13 /1/2/21/ amy 的添加存下的是 0，原始数据得到 1'],
  ['a touch that is gone', () => Touch.deleteOne({ _id: 'v1' }), '的添加存下的是 1，原始数据得到 0'],
  ['a touch that was turned', () => Touch.updateOne({ _id: 'v1' }, { managerUserid: 'ben' }), '2026-11-10 /1/2/21/ amy 的添加存下的是 1，原始数据得到 0'],
  ['an entry without figure', () => Credit.create(aCreditRow({ kind: 'productPurchased', amountFen: 3, day: '2026-11-14' })), '2026-11-14 /1/2/21/ amy 的购买金额存下的是 0，原始数据得到 3'],
  ['an entry changed', () => Credit.updateOne({ _id: 'v3' }, { amountFen: 101 }), '的资产净增存下的是 100，原始数据得到 101'],
  ['a click that is gone', () => InviteEvent.deleteMany({}), '的点击存下的是 1，原始数据得到 0'],
])('finds %s', async (_, plant, words) => {
  await plant();
  expect((await verifyFigures()).difference).toContain(words);
});
