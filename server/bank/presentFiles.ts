import type { z } from 'zod';
import type { listFiles } from '../../shared/bank/bankFile.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import type { BankFileRow } from './bankFile.model.ts';
import { seesWholeBank } from './wholeBank.ts';

type PresentedFile = z.infer<typeof listFiles.output>['rows'][number];

/** `operations`: those that an upload waits for. */
export const presentFile = (file: BankFileRow, actor: Actor, operations: AnyOperation[]): PresentedFile => ({
  id: file._id, kind: file.kind, state: file.state, name: file.name, origin: file.origin, format: file.format, encoding: file.encoding, bytes: file.bytes, reason: file.reason, counts: file.counts,
  progressId: file.progressId, receivedAt: file.receivedAt.toISOString(), receivedBy: file.receivedBy, endedAt: file.endedAt?.toISOString() ?? null,
  can: permitted(actor, operations, () => file.state === 'uploaded' && seesWholeBank(actor)),
});
