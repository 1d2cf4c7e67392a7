import { isAscii, isUtf8 } from 'node:buffer';

export type TableEncoding = 'utf-8' | 'gb18030';
export interface Scanned { encoding: TableEncoding; /** As an editor counts them. */ lines: number }

const lineFeed = 10;
/** Longer lines are looked at in parts. */
const maxLineBytes = 65_536;

/** Sees a table's bytes pass: UTF-8 where they say so by a BOM or most lines that are not plain ASCII are; else GB18030, which holds GBK and GB2312. */
export function tableScan(): { update: (chunk: Buffer) => void; result: () => Scanned } {
  let rest: Buffer = Buffer.alloc(0);
  let [utf8, other, feeds] = [0, 0, 0];
  let head: Buffer = Buffer.alloc(0);
  const look = (line: Buffer) => {
    if (line.length === 0 || isAscii(line)) return;
    if (isUtf8(line)) utf8 += 1; else other += 1;
  };
  const update = (chunk: Buffer) => {
    if (head.length < 3) head = Buffer.concat([head, chunk.subarray(0, 3 - head.length)]);
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = all.indexOf(lineFeed); end >= 0; end = all.indexOf(lineFeed, from)) {
      look(all.subarray(from, end));
      feeds += 1;
      from = end + 1;
    }
    rest = Buffer.from(all.subarray(from));
    if (rest.length <= maxLineBytes) return;
    look(rest);
    rest = rest.subarray(rest.length);
  };
  const result = (): Scanned => {
    look(rest);
    const lines = feeds + (rest.length > 0 ? 1 : 0);
    return { encoding: hasBom(head) || utf8 >= other ? 'utf-8' : 'gb18030', lines };
  };
  return { update, result };
}

export const hasBom = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const gb18030 = new TextDecoder('gb18030', { fatal: true });
const chinese = /[\u3400-\u9fff]/;

/** One line's text, or what is wrong with its bytes. */
export function decodeLine(bytes: Buffer, encoding: TableEncoding): { text: string } | { problem: string } {
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  const asUtf8 = isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  if (encoding === 'utf-8') return asUtf8 === undefined ? { problem: '本行含有无法按 UTF-8 识别的字节，编码可能与其余行不同' } : { text: asUtf8 };
  // Three bytes of UTF-8 that make a Chinese character are, as pairs of GB18030, rare characters out of step: no name looks like it.
  if (asUtf8 !== undefined && chinese.test(asUtf8)) return { problem: '本行是 UTF-8，而文件其余部分是 GBK/GB18030' };
  try {
    return { text: gb18030.decode(bytes) };
  } catch {
    return { problem: '本行含有无法按 GB18030 识别的字节' };
  }
}
