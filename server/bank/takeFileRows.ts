import type { Tx } from '../platform/mongo.ts';
import { nativeOf } from '../platform/model.ts';
import type { BankFileRow } from './bankFile.model.ts';
import type { RowKind, Told } from './fileLine.rules.ts';
import type { FileRow } from './fileRow.ts';
import { rowKinds, toldHash } from './fileRowKinds.ts';

export interface ToldLine { line: number; told: Told }
/** The row that stands now, and whether this line changed it. */
type Verdict = 'applied' | 'duplicate' | 'outdated' | { sameAsLine: number };
export interface TakenRows { applied: ToldLine[]; duplicate: number; outdated: number; refused: { line: number; message: string }[] }

/** Takes lines of a signed file other than events. A row is as the file with the latest timestamp tells it, whichever is worked on first. */
export async function takeFileRows(kind: RowKind, lines: readonly ToldLine[], file: Pick<BankFileRow, '_id' | 'asOf'>, tx: Tx): Promise<TakenRows> {
  const { model, keyOf, contentOf } = rowKinds[kind];
  const ids = [...new Set(lines.map(({ told }) => keyOf(told.row)))];
  const known = new Map((await model.find({ _id: { $in: ids } }, { contentHash: 1, fileId: 1, line: 1, asOf: 1 }).session(tx).lean<Standing[]>()).map((row) => [row._id, row]));
  const written = new Map<string, FileRow>();
  const touched = new Map<string, Standing>();
  const taken: TakenRows = { applied: [], duplicate: 0, outdated: 0, refused: [] };
  for (const each of lines) {
    const [_id, contentHash] = [keyOf(each.told.row), toldHash(each.told)];
    const verdict = verdictOf(known.get(_id), contentHash, file);
    const standing: Standing = { _id, contentHash, fileId: file._id, line: each.line, asOf: file.asOf };
    if (typeof verdict === 'object') taken.refused.push({ line: each.line, message: `与第 ${verdict.sameAsLine} 行编号相同而内容不同` });
    if (verdict === 'outdated') taken.outdated += 1;
    if (verdict === 'duplicate') {
      taken.duplicate += 1;
      if (known.get(_id)?.fileId !== file._id) touched.set(_id, standing);
    }
    if (verdict === 'applied') {
      taken.applied.push(each);
      written.set(_id, { ...standing, endedAt: each.told.deleted ? file.asOf : null, ...contentOf(each.told.row) });
    }
    if (verdict === 'applied' || touched.get(_id) === standing) known.set(_id, standing);
  }
  const writes = [
    ...[...written.values()].map(({ _id, ...row }) => ({ replaceOne: { filter: { _id }, replacement: row, upsert: true } })),
    ...[...touched.values()].map(({ _id, fileId, line, asOf }) => ({ updateOne: { filter: { _id }, update: { $set: { fileId, line, asOf } } } })),
  ];
  if (writes.length > 0) await nativeOf(model).bulkWrite(writes, { session: tx, ordered: false });
  return taken;
}

type Standing = Pick<FileRow, '_id' | 'contentHash' | 'fileId' | 'line' | 'asOf'>;

/** Of two files of one second the one worked on last counts. */
function verdictOf(standing: Standing | undefined, contentHash: string, file: Pick<BankFileRow, '_id' | 'asOf'>): Verdict {
  if (!standing) return 'applied';
  if (standing.asOf > file.asOf) return 'outdated';
  if (standing.contentHash === contentHash) return 'duplicate';
  return standing.fileId === file._id ? { sameAsLine: standing.line } : 'applied';
}
