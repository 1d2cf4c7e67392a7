import { Schema } from 'mongoose';
import type { ApprovalKind, ApprovalState, Role } from '../../shared/org/constants.ts';
import { model } from '../platform/model.ts';

export interface ApprovalDecision {
  userid: string;
  name: string;
  /** The needed role that this decision stands for. */
  role: Role;
  approved: boolean;
  comment: string;
  at: Date;
  /** For whom a deputy decided; null = in one's own right. */
  onBehalfOf: string | null;
}

/** `before` is kept with it, never read again: approver and later reader see the same. Null = nothing to compare with. */
export interface ApprovalDetail { label: string; value: string; before: string | null }

/** A decision that four eyes take: one model for all of them. What it is about belongs to the domain that asked, found by kind and key. */
export interface ApprovalRow {
  _id: string;
  kind: ApprovalKind;
  /** The asking domain's own id of what is decided; one approval waits per kind and key. */
  key: string;
  title: string;
  reason: string;
  details: ApprovalDetail[];
  state: ApprovalState;
  authorUserid: string;
  authorName: string;
  /** Whose subtree it concerns: who decides must have it in theirs. */
  departmentPath: string;
  neededRoles: Role[];
  decisions: ApprovalDecision[];
  createdAt: Date;
  closedAt: Date | null;
}

const schema = new Schema<ApprovalRow>({
  _id: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  key: { type: String, required: true, personal: 'none' },
  title: { type: String, required: true, personal: 'C1' },
  reason: { type: String, default: '', personal: 'C1' },
  details: {
    type: [new Schema<ApprovalDetail>({
      label: { type: String, required: true, personal: 'none' },
      value: { type: String, default: '', personal: 'C1' },
      before: { type: String, default: null, personal: 'C1' },
    }, { _id: false })],
    required: true,
  },
  state: { type: String, required: true, personal: 'none' },
  authorUserid: { type: String, required: true, personal: 'C1' },
  authorName: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  neededRoles: { type: [{ type: String, personal: 'none' }], required: true },
  decisions: {
    type: [new Schema<ApprovalDecision>({
      userid: { type: String, required: true, personal: 'C1' },
      name: { type: String, required: true, personal: 'C1' },
      role: { type: String, required: true, personal: 'none' },
      approved: { type: Boolean, required: true },
      comment: { type: String, default: '', personal: 'C1' },
      at: { type: Date, required: true },
      onBehalfOf: { type: String, default: null, personal: 'C1' },
    }, { _id: false })],
    required: true,
  },
  createdAt: { type: Date, required: true },
  closedAt: { type: Date, default: null },
});
schema.index({ kind: 1, key: 1 }, { unique: true, partialFilterExpression: { state: 'pending' } });
schema.index({ state: 1, departmentPath: 1, createdAt: -1 });
schema.index({ authorUserid: 1, createdAt: -1 });
schema.index({ 'decisions.userid': 1, createdAt: -1 });
schema.index({ createdAt: -1 });

export const Approval = model<ApprovalRow>('Approval', 'approvals', schema);
