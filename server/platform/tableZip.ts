/** Gives a part of a file's bytes. */
export type ReadPart = (from: number, to: number) => AsyncIterable<Buffer>;
/** One member of a zip archive: where its record lies, and how large it says it is. */
export interface ZipEntry { path: string; from: number; to: number; plainBytes: number }

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
/** An archive's comment has two bytes for its length. */
const tailBytes = endBytes + 65_535;
const maxDirectoryBytes = 4 * 1_048_576;

/** What a zip archive's directory lists; nothing where it is none that can be read. APPNOTE 6.3.10, 4.3.12 and 4.3.16; no zip64: no table of ours needs 4 GB. */
export async function zipEntries(read: ReadPart, size: number): Promise<ZipEntry[] | undefined> {
  const tailFrom = Math.max(0, size - tailBytes);
  const tail = await gathered(read(tailFrom, size));
  const end = tail.lastIndexOf(signature(endSignature));
  if (end < 0 || end + endBytes > tail.length) return undefined;
  const [count, length, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (length > maxDirectoryBytes || from + length > tailFrom + end) return undefined;
  return entriesOf(await gathered(read(from, from + length)), count, from);
}

function entriesOf(directory: Buffer, count: number, directoryFrom: number): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) return undefined;
    const [nameLength, extraLength, commentLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    entries.push({ path: directory.toString('utf8', at + 46, at + 46 + nameLength), from: directory.readUInt32LE(at + 42), to: 0, plainBytes: directory.readUInt32LE(at + 24) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  const ordered = [...entries].sort((a, b) => a.from - b.from);
  for (const [index, entry] of ordered.entries()) entry.to = ordered[index + 1]?.from ?? directoryFrom;
  return entries;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

async function gathered(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
