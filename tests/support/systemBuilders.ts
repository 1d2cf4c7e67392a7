import { Owed } from '../../server/platform/owed.model.ts';

/** Work that was given up after its last attempt. */
export async function aFailedWork({ key, job = 'customers.readContact', reason = '企业微信返回 48002', payload = { externalUserid: 'wm1' } as unknown }: { key: string; job?: string; reason?: string; payload?: unknown }): Promise<string> {
  const at = new Date('2026-11-22T03:00:00.000Z');
  const _id = `${job}:${key}`;
  await Owed.create({ _id, job, payload, state: 'failed', dueAt: at, handAt: at, attempts: 12, reason, createdAt: at, doneAt: at });
  return _id;
}
