import { Media } from '../../server/wecom/media.model.ts';
import { ensureMedia, registerMediaSource } from '../../server/wecom/media.ts';
import { refreshMedia } from '../../server/wecom/refreshMedia.job.ts';
import { emptyData, freezeClock, useServer } from '../support/harness.ts';
import { aWecom, ok, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
let wecom: WecomStandIn;
beforeAll(async () => { wecom = await aWecom(); });
afterAll(() => wecom.close());

const cover = { key: 'test.cover', name: 'cover.png', type: 'image/png', bytes: Buffer.from('PNG-BYTES') };
const upload = '/cgi-bin/media/upload';
const refresh = (at: string) => refreshMedia.prepare?.([{}], { now: new Date(at), attempt: 1 });

beforeEach(async () => {
  await emptyData();
  wecom.reset();
  let count = 0;
  wecom.answer(upload, () => { count += 1; return ok({ type: 'image', media_id: `md_${count}`, created_at: '1700000000' }); });
  freezeClock('2026-11-22T02:00:00Z');
});

test('uploads once, as the part `media` with its name, and remembers the id', async () => {
  expect([await ensureMedia(cover), await ensureMedia(cover)]).toEqual(['md_1', 'md_1']);
  const [asked] = wecom.to(upload);
  expect([wecom.to(upload).length, asked?.query.get('type')]).toEqual([1, 'image']);
  expect(asked?.raw.toString()).toMatch(/name="media"; filename="cover.png"[\s\S]*image\/png[\s\S]*PNG-BYTES/);
});

test('many at once share one upload', async () => {
  expect(new Set(await Promise.all(Array.from({ length: 20 }, () => ensureMedia(cover))))).toEqual(new Set(['md_1']));
});

test('an hour before its 3 days end it is uploaded again', async () => {
  await ensureMedia(cover);
  freezeClock('2026-11-25T00:59:59Z');
  expect(await ensureMedia(cover)).toBe('md_1');
  freezeClock('2026-11-25T01:00:00Z');
  expect(await ensureMedia(cover)).toBe('md_2');
});

test('where WeCom no longer knows the id, the caller asks for a fresh one', async () => {
  await ensureMedia(cover);
  expect([await ensureMedia(cover, { fresh: true }), await ensureMedia(cover)]).toEqual(['md_2', 'md_2']);
});

test('the hourly job uploads what is older than 2 days, where it knows the source', async () => {
  registerMediaSource('test.cover', async () => cover);
  await ensureMedia(cover);
  await ensureMedia({ ...cover, key: 'test.withoutSource' });
  await refresh('2026-11-24T02:00:00Z');
  expect(await Media.findById('test.cover').lean()).toMatchObject({ mediaId: 'md_1' });
  await refresh('2026-11-24T02:00:01Z');
  expect((await Media.find().sort({ _id: 1 }).lean()).map((row) => row.mediaId)).toEqual(['md_3', 'md_2']);
});
