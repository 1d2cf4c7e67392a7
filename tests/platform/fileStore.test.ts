import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { findStrayFiles, readFile, removeFile, storeFile } from '../../server/platform/fileStore.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { useServer } from '../support/harness.ts';

useServer();

/** Bytes that differ everywhere: a block that came at another's place would be seen. */
const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 256));
async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function all(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read);
}
const chunks = () => mongoose.connection.collection('storedFiles.chunks');
const ofFile = (fileId: string) => ({ files_id: new mongoose.mongo.ObjectId(fileId) });
const store = (bytes: Buffer, partSize = 65_536) => storeFile(inParts(bytes, partSize), { limitBytes: 10_000_000 });

test.each([0, 1, 262_127, 262_128, 262_129, 1_000_000])('%i bytes come back as they went', async (length) => {
  const bytes = bytesOf(length);
  const { fileId, bytes: stored } = await store(bytes);
  expect(stored).toBe(length);
  expect((await all(readFile(fileId))).equals(bytes)).toBe(true);
});

test.each([[0, 10], [262_100, 262_200], [262_128, 262_129], [500_000, undefined], [999_999, 2_000_000], [1_000_000, undefined], [3_000_000, undefined]])('a part: %s to %s', async (from, to) => {
  const bytes = bytesOf(1_000_000);
  const { fileId } = await store(bytes, 100_001);
  expect((await all(readFile(fileId, { from, ...(to === undefined ? {} : { to }) }))).equals(bytes.subarray(from, to))).toBe(true);
});

test('taps see it pass in clear, the database holds it sealed', async () => {
  const bytes = Buffer.from('13800000001,张三,'.repeat(50_000));
  const hash = createHash('sha256');
  const { fileId } = await storeFile(inParts(bytes, 70_000), { limitBytes: 10_000_000, taps: [hash] });
  expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  const rows = await chunks().find(ofFile(fileId)).toArray();
  expect(rows.length).toBeGreaterThan(2);
  expect(rows.some((row) => Buffer.from(row.data.buffer).includes('13800000001'))).toBe(false);
});

test('beyond the limit, or broken off, nothing stays', async () => {
  const before = await chunks().countDocuments();
  await expect(storeFile(inParts(bytesOf(600_000), 65_536), { limitBytes: 599_999 })).rejects.toMatchObject({ code: 'platform.tooLarge' });
  const broken = async function* () { yield bytesOf(600_000); throw new Error('the client went away'); };
  await expect(storeFile(broken(), { limitBytes: 1_000_000 })).rejects.toThrow('the client went away');
  expect(await chunks().countDocuments()).toBe(before);
});

test.each([
  ['a changed byte', async (fileId: string) => {
    const [row] = await chunks().find(ofFile(fileId)).toArray();
    const data = Buffer.from(row?.data.buffer);
    data[100] = (data[100] ?? 0) ^ 1;
    await chunks().updateOne({ _id: row?._id }, { $set: { data: new mongoose.mongo.Binary(data) } });
  }],
  ['a tail cut off', async (fileId: string) => {
    await chunks().deleteOne({ ...ofFile(fileId), n: 2 });
    await mongoose.connection.collection('storedFiles.files').updateOne({ _id: new mongoose.mongo.ObjectId(fileId) }, { $set: { length: 2 * 262_144 } });
  }],
])('%s does not open', async (_name, tamper) => {
  const { fileId } = await store(bytesOf(600_000));
  await tamper(fileId);
  await expect(all(readFile(fileId))).rejects.toThrow();
});

test('removed twice it is gone once; what a killed process left behind is found', async () => {
  const { fileId } = await store(bytesOf(300_000));
  await mongoose.connection.collection('storedFiles.files').deleteOne({ _id: new mongoose.mongo.ObjectId(fileId) });
  const future = new Date(systemTime().getTime() - 1);
  expect(await findStrayFiles(new Set(), new Date(future.getTime() - 3_600_000))).not.toContain(fileId);
  await new Promise((next) => setTimeout(next, 1_100)); // ids know whole seconds
  expect(await findStrayFiles(new Set(), systemTime())).toContain(fileId);
  expect(await findStrayFiles(new Set([fileId]), systemTime())).not.toContain(fileId);
  await removeFile(fileId);
  await removeFile(fileId);
  expect(await chunks().countDocuments(ofFile(fileId))).toBe(0);
});
