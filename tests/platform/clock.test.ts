import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { businessDay, clockWithOffsetFile, startOfBusinessDay, systemTime } from '../../server/platform/clock.ts';

test.each([
  ['2026-11-21T15:59:59.999Z', '2026-11-21'],
  ['2026-11-21T16:00:00.000Z', '2026-11-22'],
  ['2028-02-28T16:00:00.000Z', '2028-02-29'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
])('%s is the business day %s', (at, day) => {
  expect(businessDay(new Date(at))).toBe(day);
});

test('a business day begins at midnight in Shanghai', () => {
  expect(startOfBusinessDay(new Date('2026-11-22T03:00:00Z'))).toEqual(new Date('2026-11-21T16:00:00Z'));
});

test('the offset file moves the clock, and its absence does not', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'guanhu-clock-')), 'offset');
  const clock = clockWithOffsetFile(path);
  expect(Math.abs(clock().getTime() - systemTime().getTime())).toBeLessThan(1_000);
  writeFileSync(path, '3600000');
  await sleep(600);
  expect(Math.round((clock().getTime() - systemTime().getTime()) / 1_000)).toBe(3_600);
});
