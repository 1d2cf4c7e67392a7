/** Where a reader of a table is: bytes already read, and the number of the next line, from 1. */
export interface TablePlace { offset: number; line: number }
/** One record as it stands in the file: usually a line, several where a quoted field has line ends in it. */
export interface TableRecord {
  bytes: Buffer;
  line: number;
  /** Where the next one begins. */
  next: TablePlace;
  /** It cannot be read, and why. */
  problem?: string;
}

const [lineFeed, carriageReturn, quote, comma] = [10, 13, 34, 44];
const maxLineBytes = 65_536;
/** A quote that is not closed within so many lines is taken for a mistake of its own line alone. */
const maxLines = 20;

/** A CSV's records from a place on, whatever the encoding: the second bytes of UTF-8 and GB18030 are none of these marks. */
export async function* recordsOf(source: AsyncIterable<Buffer>, start: TablePlace): AsyncGenerator<TableRecord> {
  const lines = linesOf(source, start);
  const queue: TableRecord[] = [];
  let open: TableRecord[] = [];
  const giveUp = (): TableRecord | undefined => {
    const [first, ...others] = open;
    queue.unshift(...others);
    open = [];
    return first && { ...first, problem: '引号没有闭合' };
  };
  try {
    for (;;) {
      const line = queue.shift() ?? (await lines.next()).value as TableRecord | undefined; // the generator returns nothing
      if (!line) {
        const broken = giveUp();
        if (!broken) return;
        yield broken;
        continue;
      }
      open.push(line);
      const end = endOf(line.bytes, open.length > 1);
      if (end === 'open' && open.length < maxLines) continue;
      const isWhole = end === 'closed' || (end === 'wrong' && open.length === 1);
      const record = isWhole ? joined(open) : giveUp();
      if (isWhole) open = [];
      if (record) yield record;
    }
  } finally {
    await lines.return(undefined);
  }
}

function joined(lines: TableRecord[]): TableRecord {
  const [first, ...others] = lines;
  if (!first) throw new Error('a record without lines');
  const last = others.at(-1);
  if (!last) return first;
  return { bytes: Buffer.concat(lines.flatMap((each, index) => (index === 0 ? [each.bytes] : [Buffer.from('\n'), each.bytes]))), line: first.line, next: last.next };
}

/** Whether a quoted field is still open at the line's end; `wrong`: something else than a comma stands behind a closing quote. */
function endOf(bytes: Buffer, wasInside: boolean): 'open' | 'closed' | 'wrong' {
  let inside = wasInside;
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    if (!inside) {
      inside = at === 0 || bytes[at - 1] === comma;
      continue;
    }
    if (bytes[at + 1] === quote) {
      at += 1;
      continue;
    }
    if (at + 1 < bytes.length && bytes[at + 1] !== comma) return 'wrong';
    inside = false;
  }
  return inside ? 'open' : 'closed';
}

async function* linesOf(source: AsyncIterable<Buffer>, { offset, line }: TablePlace): AsyncGenerator<TableRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let dropped = 0;
  const place = { offset, line };
  const lineOf = (bytes: Buffer, length: number): TableRecord => {
    const number = place.line;
    const size = dropped + length;
    dropped = 0;
    place.offset += size;
    place.line += 1;
    const text = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
    const isTooLong = size > maxLineBytes;
    return { bytes: isTooLong ? Buffer.alloc(0) : Buffer.from(text), line: number, next: { ...place }, ...(isTooLong ? { problem: '一行超过 64 KB' } : {}) };
  };
  for await (const chunk of source) {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = all.indexOf(lineFeed); end >= 0; end = all.indexOf(lineFeed, from)) {
      yield lineOf(all.subarray(from, end), end + 1 - from);
      from = end + 1;
    }
    rest = all.subarray(from);
    if (rest.length <= maxLineBytes) continue;
    dropped += rest.length;
    rest = rest.subarray(rest.length);
  }
  if (rest.length + dropped > 0) yield lineOf(rest, rest.length);
}
