import { now } from '../platform/clock.ts';
import { callWecom } from './client.ts';
import { Media, type MediaRow } from './media.model.ts';

export interface MediaFile { name: string; type: string; bytes: Buffer }
export type MediaSource = () => Promise<MediaFile>;

const hour = 3_600_000;
/** WeCom: a media lives 3 days, contract 5.4. */
const usableMs = 71 * hour;
const uploadTimeoutMs = 20_000;

const sources = new Map<string, MediaSource>();
/** Where the bytes of a key come from: at boot of the domain that owns them, in every process. */
export const registerMediaSource = (key: string, source: MediaSource): void => { sources.set(key, source); };
export const mediaKeys = (): string[] => [...sources.keys()];

const underway = new Map<string, Promise<string>>();

/** The media_id of a key, uploaded where it is missing or near its end. `fresh` uploads in any case (after 40007). Calls WeCom: not in a transaction. */
export async function ensureMedia(key: string, options: { fresh?: boolean } = {}): Promise<string> {
  const row = options.fresh ? null : await Media.findById(key).lean<MediaRow>();
  if (row && now().getTime() - row.uploadedAt.getTime() < usableMs) return row.mediaId;
  return uploadMedia(key);
}

/** One upload at a time of a key in this process; two processes at once cost an upload more and do no harm. */
export function uploadMedia(key: string): Promise<string> {
  const current = underway.get(key);
  if (current) return current;
  const upload = uploadNow(key).finally(() => underway.delete(key));
  underway.set(key, upload);
  return upload;
}

async function uploadNow(key: string): Promise<string> {
  const source = sources.get(key);
  if (!source) throw new Error(`no media source ${key}`);
  const file = await source();
  const uploadedAt = now();
  const { media_id: mediaId } = await callWecom<{ media_id: string }>({
    method: 'POST', path: '/cgi-bin/media/upload', query: { type: file.type.startsWith('image/') ? 'image' : 'file' }, file, timeoutMs: uploadTimeoutMs,
  });
  await Media.updateOne({ _id: key }, { mediaId, uploadedAt }, { upsert: true });
  return mediaId;
}
