import type { Actor } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import { requestContext } from '../platform/context.ts';
import type { Tx } from '../platform/mongo.ts';
import type { AuditNote } from '../platform/operation.ts';
import { AuditLog } from './auditRow.model.ts';

/** For acts that are no operation, such as a sign-in; operations with `audit` are recorded by themselves. */
export async function record(actor: Actor, operation: string, { subject, detail = {} }: AuditNote, tx: Tx | undefined, at = now()): Promise<void> {
  await AuditLog.create(
    [{ _id: newId(), at, actorKind: actor.kind, actorId: actor.id, operation, subject, detail, requestId: requestContext()?.requestId ?? null }],
    tx ? { session: tx } : {},
  );
}
