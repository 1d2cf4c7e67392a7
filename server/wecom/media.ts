import { now } from '../platform/clock.ts';
import { callWecom } from './client.ts';
import { Media, type MediaRow } from './media.model.ts';

export interface MediaFile { name: string; type: string; bytes: Buffer }
export type MediaSource = () => Promise<MediaFile>;

const hourMs = 3_600_000;
/** WeCom: a media lives 3 days, contract 5.4. */
const usableMs = 71 * hourMs;
const uploadTimeoutMs = 20_000;

const sources = new Map<string, MediaSource>();
/** Where `wecom.refreshMedia` finds the bytes of a key: said at boot by the domain that owns them, in every process. */
export const registerMediaSource = (key: string, source: MediaSource): void => { sources.set(key, source); };
export const mediaSource = (key: string): MediaSource | undefined => sources.get(key);
export const mediaKeys = (): string[] => [...sources.keys()];

/** The media_id of a key, uploaded where it is missing or near its end; `fresh` uploads in any case (after 40007). Calls WeCom: not in a transaction. */
export async function ensureMedia({ key, ...file }: MediaFile & { key: string }, options: { fresh?: boolean } = {}): Promise<string> {
  const row = options.fresh ? null : await findMedia(key);
  if (row && now().getTime() - row.uploadedAt.getTime() < usableMs) return row.mediaId;
  return uploadMedia(key, file);
}

const looking = new Map<string, Promise<MediaRow | null>>();

/** Messages that are made together ask once. */
function findMedia(key: string): Promise<MediaRow | null> {
  const current = looking.get(key);
  if (current) return current;
  const look = Media.findById(key).lean<MediaRow>().exec().finally(() => looking.delete(key));
  looking.set(key, look);
  return look;
}

const underway = new Map<string, Promise<string>>();

/** One upload of a key at a time in this process; two processes at once cost one upload more and do no harm. */
export function uploadMedia(key: string, file: MediaFile): Promise<string> {
  const current = underway.get(key);
  if (current) return current;
  const upload = store(key, file).finally(() => underway.delete(key));
  underway.set(key, upload);
  return upload;
}

async function store(key: string, file: MediaFile): Promise<string> {
  const uploadedAt = now();
  const { media_id: mediaId } = await callWecom<{ media_id: string }>({
    method: 'POST', path: '/cgi-bin/media/upload', query: { type: mediaKind(file.type) }, file, timeoutMs: uploadTimeoutMs,
  });
  await Media.updateOne({ _id: key }, { mediaId, uploadedAt }, { upsert: true });
  return mediaId;
}

function mediaKind(type: string): 'image' | 'video' | 'file' {
  if (type.startsWith('image/')) return 'image';
  return type.startsWith('video/') ? 'video' : 'file';
}
