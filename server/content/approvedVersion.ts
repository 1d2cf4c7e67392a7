import type { QueryFilter } from 'mongoose';
import { isInPeriod } from '../compliance/release.rules.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { ContentVersion, type ContentVersionRow } from './contentVersion.model.ts';

/** The version, if it may be used at this time: 404 where there is none, 409 where it is retired or outside its period. */
export async function approvedVersion(versionId: string, at: Date, tx?: Tx): Promise<ContentVersionRow> {
  const version = await findVersion(versionId, tx);
  if (!version) throw new AppError('content.versionNotFound');
  if (version.state !== 'approved' || !isInPeriod(version, at)) throw new AppError('content.notApproved');
  return version;
}

export const findVersion = async (versionId: string, tx?: Tx): Promise<ContentVersionRow | undefined> =>
  (await ContentVersion.findById(versionId).session(tx ?? null).lean<ContentVersionRow>()) ?? undefined;

/** Versions by id, in whatever state; one that does not exist is not in the map. */
export async function findVersions(versionIds: readonly string[], tx?: Tx): Promise<Map<string, ContentVersionRow>> {
  const rows = await ContentVersion.find({ _id: { $in: [...new Set(versionIds)] } }).session(tx ?? null).lean<ContentVersionRow[]>();
  return new Map(rows.map((row) => [row._id, row]));
}

/** All that may be used at this time. */
export const usable = (kind: ContentVersionRow['kind'], at: Date): QueryFilter<ContentVersionRow> =>
  ({ kind, state: 'approved', periodFrom: { $lte: at }, $or: [{ periodTo: null }, { periodTo: { $gt: at } }] });
