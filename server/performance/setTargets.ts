import type { z } from 'zod';
import { setTargets as contract } from '../../shared/performance/target.contract.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import { AppError } from '../platform/errors.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation, permitted } from '../platform/operation.ts';
import { managersInScope } from './managersInScope.ts';
import { presentTargets } from './presentTargets.ts';
import { Target, targetId } from './target.model.ts';

type Row = z.infer<typeof contract.input>['rows'][number];

export const setTargets = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ month, rows }, { actor, tx }): Promise<z.infer<typeof contract.output>> {
    const inScope = await Staff.find({ $and: [{ _id: { $in: rows.map(({ userid }) => userid) } }, managersInScope(actor)] }).session(tx).lean<StaffRow[]>();
    const byId = new Map(inScope.map((row) => [row._id, row]));
    const managers = rows.map(({ userid }) => byId.get(userid) ?? outside());
    await store(month, rows, tx);
    return { rows: await presentTargets(managers, month, permitted(actor, [setTargets]), tx) };
  },
  audit: ({ month, rows }) => ({ subject: `targets:${month}`, detail: { rows } }),
});

function outside(): never {
  throw new AppError('performance.targetOutside');
}

/** Only what is given changes. */
async function store(month: string, rows: readonly Row[], tx: Tx): Promise<void> {
  const changes = rows.map(({ userid, values }) => {
    const given = Object.entries(values).map(([metric, value]) => [`values.${metric}`, value] as const);
    const set = Object.fromEntries(given.filter(([, value]) => value !== null));
    const unset = Object.fromEntries(given.filter(([, value]) => value === null).map(([path]) => [path, 1 as const]));
    return { updateOne: { filter: { _id: targetId(userid, month) }, update: { $set: { userid, month, ...set }, $unset: unset }, upsert: true } };
  });
  await nativeOf(Target).bulkWrite(changes, { session: tx, ordered: false });
}
