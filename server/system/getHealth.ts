import type { z } from 'zod';
import { getHealth as contract } from '../../shared/system/system.contract.ts';
import { operation, permitted } from '../platform/operation.ts';
import { Owed, type OwedRow } from '../platform/owed.model.ts';
import { RunningProcess, type ProcessRow } from '../platform/processes.ts';
import { countLanes } from '../platform/queue.ts';
import { healthParts } from './healthParts.ts';
import { queuesPath } from './queueBoard.ts';
import { retryWork } from './retryWork.ts';

const failedShown = 50;
const bytesPerMb = 1_048_576;
/** `job` stands in the condition so that the index of failed rows serves it. */
const failed = { state: 'failed', job: { $gt: '' } } as const;

export const getHealth = operation(contract, {
  allow: ['admin'],
  async run(_, { actor, now }): Promise<z.infer<typeof contract.output>> {
    const [parts, processes, lanes, waiting, failedCount, rows] = await Promise.all([
      healthParts(),
      RunningProcess.find().sort({ role: 1, startedAt: 1 }).lean<ProcessRow[]>(),
      countLanes(),
      Owed.countDocuments({ state: 'waiting', dueAt: { $lte: now } }),
      Owed.countDocuments(failed),
      Owed.find(failed, { payload: 0 }).sort({ doneAt: -1 }).limit(failedShown).lean<OwedRow[]>(),
    ]);
    const can = permitted(actor, [retryWork]);
    return {
      parts,
      processes: processes.map((each) => ({
        id: each._id, role: each.role, startedAt: each.startedAt.toISOString(), seenAt: each.seenAt.toISOString(), memoryMb: Math.round(each.memoryBytes / bytesPerMb),
      })),
      lanes: lanes.map(({ lane, waiting: inLane, active }) => ({ lane, waiting: inLane, active })),
      owed: { waiting, failed: failedCount },
      failedWork: rows.map((row) => ({ id: row._id, job: row.job, reason: row.reason ?? '', failedAt: (row.doneAt ?? row.createdAt).toISOString(), can })),
      queuesUrl: queuesPath,
    };
  },
});
