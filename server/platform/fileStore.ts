import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { systemTime } from './clock.ts';
import { config } from './config.ts';
import { AppError } from './errors.ts';

/** Something that sees the bytes as they pass: a hash, an HMAC, a scan. */
export interface Tap { update: (chunk: Buffer) => unknown }
export interface Range { from?: number; /** Not included. */ to?: number }

interface Meta { keyId: string; bytes: number }

/** Each chunk of GridFS is one block, sealed by itself: reading may begin at any of them. */
const chunkBytes = 262_144;
const tagBytes = 16;
const blockBytes = chunkBytes - tagBytes;
const collections = { files: 'storedFiles.files', chunks: 'storedFiles.chunks' } as const;

/**
 * Puts what comes into MongoDB's GridFS, sealed, and gives its id. `taps` see it in clear on its way.
 * Where the source breaks off or goes beyond the limit, nothing of it stays.
 */
export async function storeFile(source: AsyncIterable<Uint8Array>, { limitBytes, taps = [] }: { limitBytes: number; taps?: readonly Tap[] }): Promise<{ fileId: string; bytes: number }> {
  const id = new mongoose.mongo.ObjectId();
  const keyId = config.FIELD_KEYS[0]?.id ?? '';
  const meta: Meta = { keyId, bytes: 0 };
  try {
    const upload = bucket().openUploadStreamWithId(id, 'file', { chunkSizeBytes: chunkBytes, metadata: { keyId } });
    await pipeline(Readable.from(sealed(tapped(source, { limitBytes, taps, meta }), fileKey(keyId, id))), upload);
  } catch (error) {
    await removeFile(id.toHexString());
    throw error;
  }
  return { fileId: id.toHexString(), bytes: meta.bytes };
}

async function* tapped(source: AsyncIterable<Uint8Array>, { limitBytes, taps, meta }: { limitBytes: number; taps: readonly Tap[]; meta: Meta }): AsyncGenerator<Buffer> {
  for await (const part of source) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.length);
    meta.bytes += chunk.length;
    if (meta.bytes > limitBytes) throw new AppError('platform.tooLarge');
    for (const each of taps) each.update(chunk);
    yield chunk;
  }
}

/** A file's bytes in clear, all or a part; each block is checked before it is given. One is read at a time: a stream of the driver's would fetch 16 MB for a few lines. */
export async function* readFile(fileId: string, { from = 0, to = Infinity }: Range = {}): AsyncGenerator<Buffer> {
  const id = new mongoose.mongo.ObjectId(fileId);
  const file = await store().collection(collections.files).findOne({ _id: id });
  if (!file) throw new Error('no such stored file');
  const key = fileKey(String(file.metadata.keyId), id);
  const count = Math.ceil(Number(file.length) / chunkBytes);
  const end = Math.min(count, Math.ceil(to / blockBytes));
  for (let index = Math.floor(from / blockBytes); index < end; index += 1) {
    const chunk = await store().collection(collections.chunks).findOne({ files_id: id, n: index });
    if (!chunk) throw new Error(`stored file without its block ${index}`);
    const plain = openBlock(Buffer.from(chunk.data.buffer), key, index, index === count - 1);
    const at = index * blockBytes;
    yield plain.subarray(Math.max(0, from - at), Math.max(0, Math.min(plain.length, to - at)));
  }
}

/** Again and again without harm; the pieces of an upload that was cut too. */
export async function removeFile(fileId: string): Promise<void> {
  const id = new mongoose.mongo.ObjectId(fileId);
  await store().collection(collections.files).deleteOne({ _id: id });
  await store().collection(collections.chunks).deleteMany({ files_id: id });
}

/** Ids of what was begun before this time and nobody knows of: a process was killed in the middle of it. */
export async function findStrayFiles(known: ReadonlySet<string>, before: Date): Promise<string[]> {
  const limit = mongoose.mongo.ObjectId.createFromTime(Math.floor(Math.min(before.getTime(), systemTime().getTime()) / 1_000));
  const ids = await store().collection(collections.chunks).distinct('files_id', { files_id: { $lt: limit } });
  return ids.map(String).filter((id) => !known.has(id));
}

function store(): mongoose.mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('MongoDB is not connected');
  return db;
}

const bucket = () => new mongoose.mongo.GridFSBucket(store(), { bucketName: 'storedFiles', chunkSizeBytes: chunkBytes });

/** A key of the file's own, so that its blocks may be numbered for their nonces. */
function fileKey(keyId: string, id: mongoose.mongo.ObjectId): Buffer {
  const key = config.FIELD_KEYS.find((each) => each.id === keyId);
  if (!key) throw new Error(`no field key ${keyId}`);
  return Buffer.from(hkdfSync('sha256', key.key, id.id, 'guanhu stored file', 32));
}

async function* sealed(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  let held: Buffer | undefined;
  let index = 0;
  for await (const block of blocksOf(source, blockBytes)) {
    if (held) yield sealBlock(held, key, index++, false);
    held = block;
  }
  if (held) yield sealBlock(held, key, index, true);
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

/** The last block says so: a file that was cut at a block's end does not open. */
const place = (isLast: boolean) => Buffer.from(isLast ? 'last' : 'more');

function sealBlock(plain: Buffer, key: Buffer, index: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index));
  cipher.setAAD(place(isLast));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openBlock(block: Buffer, key: Buffer, index: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: tagBytes });
  decipher.setAAD(place(isLast));
  decipher.setAuthTag(block.subarray(-tagBytes));
  return Buffer.concat([decipher.update(block.subarray(0, -tagBytes)), decipher.final()]);
}

/** The same bytes in blocks of one size; the last may be shorter. */
async function* blocksOf(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of source) {
    parts.push(part);
    held += part.length;
    if (held < size) continue;
    const all = Buffer.concat(parts);
    const whole = all.length - (all.length % size);
    for (let at = 0; at < whole; at += size) yield all.subarray(at, at + size);
    parts = whole < all.length ? [Buffer.from(all.subarray(whole))] : [];
    held = all.length - whole;
  }
  if (held > 0) yield Buffer.concat(parts);
}
