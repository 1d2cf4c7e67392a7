import type { QueryFilter } from 'mongoose';
import { listOutbound as contract } from '../../shared/outreach/outbound.contract.ts';
import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import { findStaff } from '../org/findStaff.ts';
import { hasRole, seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';

export const listOutbound = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, state, channel }, { actor }) {
    const filter = { ...inScope(actor), ...(state ? { state } : {}), ...(channel ? { channel } : {}) };
    const [rows, total] = await Promise.all([
      Outbound.find(filter).sort({ requestedAt: -1, _id: -1 }).skip((page - 1) * pageSize).limit(pageSize).lean<OutboundRow[]>(),
      Outbound.countDocuments(filter),
    ]);
    const [staff, customers] = await Promise.all([findStaff(rows.map((row) => row.staffUserid)), customerNames(rows.map((row) => row.customerId))]);
    return {
      rows: rows.map((row) => ({
        id: row._id, channel: row.channel, state: row.state, reason: row.reason, contentTitle: row.contentTitle,
        customerName: customers.get(row.customerId) ?? '', staffName: staff.get(row.staffUserid)?.name ?? row.staffUserid,
        requestedAt: row.requestedAt.toISOString(), tookMs: row.state === 'sent' && row.finishedAt ? row.finishedAt.getTime() - row.receivedAt.getTime() : null,
      })),
      total,
    };
  },
});

/** Subtree roles see what went out there, managers what went out in their own name. */
function inScope(actor: Actor): QueryFilter<OutboundRow> {
  const departmentPath = withinSubtree(actor);
  if (seesSubtree(actor) && !departmentPath) return {};
  const own = { staffUserid: actor.id };
  if (!seesSubtree(actor) || !departmentPath) return own;
  return hasRole(actor, ['manager']) ? { $or: [{ departmentPath }, own] } : { departmentPath };
}

/** A record that was merged has the name of the person that it belongs to now. */
async function customerNames(ids: string[]): Promise<Map<string, string>> {
  const wanted = { $in: [...new Set(ids)] };
  const rows = await Customer.find({ mergedInto: null, $or: [{ _id: wanted }, { mergedIds: wanted }] }, { name: 1, mergedIds: 1 }).lean<Pick<CustomerRow, '_id' | 'name' | 'mergedIds'>[]>();
  return new Map(rows.flatMap((row) => [row._id, ...row.mergedIds].map((id) => [id, row.name] as const)));
}
