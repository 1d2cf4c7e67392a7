import { domain } from '../platform/domain.ts';
import { setAuditWriter } from '../platform/operation.ts';
import { AuditLog } from './auditRow.model.ts';
import { record } from './record.ts';

export const audit = domain('audit', {
  models: [AuditLog],
  boot: () => setAuditWriter(({ actor, operation, note, at }, tx) => record(actor, operation, note, tx, at)),
});
