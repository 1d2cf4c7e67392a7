import busboy from 'busboy';
import { z } from 'zod';
import type { IncomingMessage } from 'node:http';
import { endpoint, type Binary } from './endpoint.ts';
import { filled } from './fields.ts';
import { keepMedia, mediaAddress, requireMedia } from './mediaStore.ts';
import { Refusal } from './refusal.ts';

const megabyte = 1_048_576;
const dayMs = 86_400_000;
const monthMs = 30 * dayMs;
/** WeCom: more than 5 B, contract 5.4. */
const leastBytes = 5;
const kinds: Record<string, { maxBytes: number; fits(bytes: Buffer): boolean }> = {
  image: { maxBytes: 10 * megabyte, fits: isImage },
  voice: { maxBytes: 2 * megabyte, fits: (bytes) => bytes.subarray(0, 5).toString('latin1') === '#!AMR' },
  video: { maxBytes: 10 * megabyte, fits: (bytes) => bytes.subarray(4, 8).toString('latin1') === 'ftyp' },
  file: { maxBytes: 20 * megabyte, fits: () => true },
};
const maxImgBytes = 2 * megabyte;

function isImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('hex');
  return start === '89504e47' || start.startsWith('ffd8ff');
}

interface Upload { name: string; contentType: string; bytes: Buffer }

/** The part `media` with its `filename`; without one WeCom sees no file. */
function readUpload(request: IncomingMessage, maxBytes: number): Promise<Upload> {
  if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) return Promise.reject(new Refusal(44001));
  return new Promise((resolve, reject) => {
    let found: Upload | undefined;
    let tooLarge = false;
    const form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fileSize: maxBytes + 1, files: 1 } });
    form.on('file', (_, stream, info) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('limit', () => { tooLarge = true; });
      stream.on('end', () => { found = { name: info.filename, contentType: info.mimeType, bytes: Buffer.concat(pieces) }; });
    });
    form.on('error', () => reject(new Refusal(44001)));
    form.on('close', () => {
      if (tooLarge) return reject(new Refusal(45001));
      return found && found.bytes.length > 0 ? resolve(found) : reject(new Refusal(44001));
    });
    request.pipe(form);
  });
}

export const mediaEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/media/upload', summary: '上传临时素材，3 天有效', form: true, input: z.unknown(),
    async run(_, { sandbox, query, ctx }) {
      const type = query.type ?? '';
      const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
      if (!kind) throw new Refusal(40004);
      const upload = await readUpload(ctx.req, kind.maxBytes);
      if (upload.bytes.length <= leastBytes) throw new Refusal(40006);
      if (!kind.fits(upload.bytes)) throw new Refusal(40004);
      const media = keepMedia(sandbox, { ...upload, type, permanent: false });
      return { errmsg: '', type, media_id: media.id, created_at: String(media.createdAt) };
    },
  }),
  endpoint({
    method: 'POST', path: '/cgi-bin/media/uploadimg', summary: '上传永久图片', form: true, input: z.unknown(),
    limits: [{ count: 1_000, perMs: dayMs, blockMs: dayMs }, { count: 3_000, perMs: monthMs, blockMs: dayMs }],
    async run(_, { sandbox, ctx }) {
      const upload = await readUpload(ctx.req, maxImgBytes);
      if (upload.bytes.length < leastBytes) throw new Refusal(40006);
      if (!isImage(upload.bytes)) throw new Refusal(40004);
      const media = keepMedia(sandbox, { ...upload, type: 'image', permanent: true });
      return { errmsg: '', url: mediaAddress(sandbox, media.id) };
    },
  }),
  endpoint({
    method: 'GET', path: '/cgi-bin/media/get', summary: '下载临时素材', missing: { media_id: 40007 }, input: z.object({ media_id: filled }),
    run({ media_id: id }, { sandbox }): Binary {
      const media = requireMedia(sandbox, id);
      const bytes = sandbox.snapshot.readBytes(media.id);
      if (!bytes) throw new Refusal(40007);
      return { bytes, contentType: media.contentType, name: media.name };
    },
  }),
];
