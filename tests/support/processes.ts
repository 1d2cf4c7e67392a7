import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Running { child: ChildProcess; port: number; /** The sandbox's. */ smtpPort: number; url: string; kill: () => Promise<void>; stop: () => Promise<number | null> }

const running = new Set<ChildProcess>();

/** A built program as its own process, ready to serve; `kill` is kill -9, `stop` asks it to end. */
export async function startProgram(name: 'server' | 'sandbox', env: Record<string, string>, args: string[] = []): Promise<Running> {
  const child = fork(join(root, `dist/${name}.mjs`), args, { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output = (output + String(chunk)).slice(-4_000); });
  const { port = 0, smtpPort = 0 } = await new Promise<{ port?: number; smtpPort?: number }>((ready, failed) => {
    child.on('message', (message: { ready?: boolean; port?: number; smtpPort?: number }) => { if (message.ready) ready(message); });
    child.once('exit', (code) => failed(new Error(`${name} ended with ${code}:\n${output}`)));
  });
  const ended = new Promise<number | null>((end) => child.once('exit', (code) => { running.delete(child); end(code); }));
  return {
    child, port, smtpPort, url: `http://127.0.0.1:${port}`,
    kill: async () => { child.kill('SIGKILL'); await ended; },
    stop: async () => { child.kill('SIGTERM'); return ended; },
  };
}

export const endPrograms = async (): Promise<void> => {
  await Promise.all([...running].map((child) => new Promise<void>((end) => { child.once('exit', () => end()); child.kill('SIGKILL'); })));
};

export const startSandbox = (env: Record<string, string> = {}): Promise<Running> =>
  startProgram('sandbox', { SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SANDBOX_DATA: mkdtempSync(join(tmpdir(), 'guanhu-sandbox-')), ...env });

/** Settings that make a server process use this sandbox. */
export const towards = (sandbox: Running): Record<string, string> => ({
  WECOM_API_BASE: sandbox.url, WECOM_LOGIN_BASE: sandbox.url, WECHAT_OAUTH_BASE: sandbox.url, WECHAT_API_BASE: sandbox.url,
  SMS_GATEWAY_URL: `${sandbox.url}/sms/send`, SMS_GATEWAY_SECRET: 'sandbox-sms-secret',
  MAIL_URL: `smtp://guanhu:sandbox-mail-secret@127.0.0.1:${sandbox.smtpPort}`, MAIL_FROM: '江海银行 <noreply@jianghai.example>',
});

export const control = async <T>(sandbox: Running, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`sandbox ${path}: ${response.status} ${await response.text()}`);
  return await response.json() as T;
};

/** Waits until `check` holds, looking often; fails with what was last seen. */
export async function eventually<T>(look: () => Promise<T>, check: (seen: T) => boolean, withinMs = 20_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (check(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)?.slice(0, 1_000)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
