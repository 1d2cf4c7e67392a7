import type { ApprovalKind, Role } from '../../shared/org/constants.ts';
import type { StaffActor } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { Approval, type ApprovalRow } from './approval.model.ts';

export interface ApprovalRequest {
  kind: ApprovalKind;
  key: string;
  title: string;
  reason: string;
  /** With `before` where something is changed: what it is now. */
  details: { label: string; value: string; before?: string }[];
  neededRoles: Role[];
  departmentPath: string;
  author: Pick<StaffActor, 'id' | 'name'>;
}

/** Asks for a decision by others. While one of this kind and key waits, asking again gives that one. `org.approvalDecided` tells the end. */
export async function openApproval({ kind, key, author, details: given, ...rest }: ApprovalRequest, tx: Tx): Promise<string> {
  const details = given.map((each) => ({ before: null, ...each }));
  const row: ApprovalRow = { _id: newId(), kind, key, ...rest, details, state: 'pending', authorUserid: author.id, authorName: author.name, decisions: [], createdAt: now(), closedAt: null };
  const { kind: _kind, key: _key, state: _state, ...onInsert } = row;
  const known = await Approval.findOneAndUpdate({ kind, key, state: 'pending' }, { $setOnInsert: onInsert }, { upsert: true, session: tx, returnDocument: 'before' }).lean<ApprovalRow>();
  return known?._id ?? row._id;
}

/** The approval of this kind and key that waits, if there is one. */
export const pendingApproval = async (kind: ApprovalKind, key: string, tx?: Tx): Promise<ApprovalRow | undefined> =>
  (await Approval.findOne({ kind, key, state: 'pending' }).session(tx ?? null).lean<ApprovalRow>()) ?? undefined;
