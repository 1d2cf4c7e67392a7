import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/lib/command.mjs';
import { startProgram, startSandbox, towards, type Running } from './processes.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Installation { sandbox: Running; server: Running; env: Record<string, string>; adminUrl: string; deskUrl: string }

/** The sandbox and one server of all roles, as `npm start` has them, on a database of their own. */
export async function anInstallation(database: string, redisNumber: number, { seeded }: { seeded: boolean }): Promise<Installation> {
  const port = await freePort();
  const sandboxPort = await freePort();
  const sandbox = await startSandbox({
    SANDBOX_PORT: String(sandboxPort), SANDBOX_PUBLIC_URL: `http://localhost:${sandboxPort}`, SANDBOX_DATA: mkdtempSync(join(tmpdir(), 'guanhu-sandbox-')),
    SANDBOX_CALLBACK_URL: `http://127.0.0.1:${port}/wecom/callback`, SANDBOX_TRUSTED_DOMAINS: `localhost:${port}`,
  });
  const base = `http://localhost:${sandboxPort}`;
  const env = {
    ...towards(sandbox), WECOM_API_BASE: base, WECOM_LOGIN_BASE: base, WECHAT_OAUTH_BASE: base, WECHAT_API_BASE: base,
    MONGODB_URI: (process.env.TEST_MONGO_URI ?? '').replace('{database}', database), REDIS_URL: `redis://127.0.0.1:${process.env.TEST_REDIS_PORT}/${redisNumber}`,
    PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, FIRST_ADMIN_USERIDS: 'u_admin', ADMIN_DIST: join(root, 'admin/dist'), MINIPROGRAM_DIST: join(root, 'miniprogram/dist/h5'),
  };
  const server = await startProgram('server', env, ['--role=all']);
  if (seeded) await promisify(execFile)(process.execPath, [join(root, 'dist/seed.mjs'), '--customers=200'], { env: { ...process.env, ...env, NODE_OPTIONS: '', SANDBOX_URL: sandbox.url }, cwd: root, timeout: 180_000 });
  return { sandbox, server, env, adminUrl: `${env.PUBLIC_URL}/admin/`, deskUrl: `${base}/` };
}

