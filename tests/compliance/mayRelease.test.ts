import fc from 'fast-check';
import { mayRelease } from '../../server/compliance/mayRelease.ts';
import { releaseRefusal } from '../../server/compliance/release.rules.ts';
import { Stop } from '../../server/compliance/stop.model.ts';
import { useServer } from '../support/harness.ts';

useServer();

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const version = { contentId: 'w1', state: 'approved', periodFrom: day('2026-11-01'), periodTo: day('2026-12-01') } as const;

test.each([
  ['approved and inside its period', version, '2026-11-15', null],
  ['on its first instant', version, '2026-11-01', null],
  ['before it', version, '2026-10-31', 'contentExpired'],
  ['on the first instant after it', version, '2026-12-01', 'contentExpired'],
  ['without an end', { ...version, periodTo: null }, '2030-01-01', null],
  ['retired', { ...version, state: 'retired' as const }, '2026-11-15', 'contentNotApproved'],
  ['unknown', undefined, '2026-11-15', 'contentNotApproved'],
])('a version %s', (_case, given, at, refusal) => {
  expect(releaseRefusal(given, day(at))).toBe(refusal);
});

test('nothing but an approved version inside its period ever passes', () => {
  fc.assert(fc.property(fc.constantFrom('approved' as const, 'retired' as const), fc.integer(), fc.option(fc.integer()), fc.integer(), (state, from, to, at) => {
    const passes = releaseRefusal({ contentId: 'w', state, periodFrom: new Date(from), periodTo: to === null ? null : new Date(to) }, new Date(at)) === null;
    expect(passes).toBe(state === 'approved' && from <= at && (to === null || at < to));
  }));
});

const release = (at = '2026-11-15') => mayRelease({ contentVersion: version, channel: 'welcome', userid: 'u_amy', at: day(at) });

test.each([['content', 'w1'], ['channel', 'welcome'], ['manager', 'u_amy']] as const)('a stop of the %s holds it back while it stands', async (scope, targetId) => {
  expect(await release()).toBeNull();
  await Stop.create({ _id: `stop-${scope}`, scope, targetId, reason: '核查', from: day('2026-11-10'), until: null });
  expect(await release()).toBe('stopped');
  expect(await release('2026-11-05')).toBeNull();
  await Stop.updateOne({ _id: `stop-${scope}` }, { until: day('2026-11-12') });
  expect(await release()).toBeNull();
});

test('a stop of something else holds nothing back', async () => {
  await Stop.create({ _id: 'stop-other', scope: 'manager', targetId: 'u_ben', reason: '', from: day('2026-11-10'), until: null });
  expect(await release()).toBeNull();
});
