import { execFile, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a command prints, or nothing when it cannot run. */
export async function outputOf(command, args, options = {}) {
  try {
    const { stdout } = await execute(command, args, { timeout: 600_000, maxBuffer: 64 * 1024 * 1024, ...options });
    return stdout;
  } catch {
    return undefined;
  }
}

export const onPath = (name) => {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Runs to the end, showing its output; throws when it fails. */
export const run = (command, args, options = {}) => new Promise((resolve, reject) => {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  child.once('error', reject);
  child.once('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} 结束于 ${signal ?? code}`))));
});

const tryPort = (port) => new Promise((resolve) => {
  const server = createServer();
  server.once('error', () => resolve(undefined));
  server.listen(port, '127.0.0.1', () => {
    const { port: found } = server.address();
    server.close(() => resolve(found));
  });
});

/** The wanted port, or the next free one above it; without a wish any free one. */
export async function freePort(wanted = 0) {
  if (wanted === 0) return tryPort(0);
  for (let port = wanted; port < wanted + 50; port += 1) if (await tryPort(port)) return port;
  return tryPort(0);
}

export const isRoot = () => process.getuid?.() === 0;
/** Debian packages are installed only where nobody is asked: CI, or a person who said so. */
export const mayInstall = (always = false) => isRoot() && onPath('apt-get') && (always || process.env.CI === 'true' || process.argv.includes('--install'));

let updated = false;
export async function aptInstall(packages) {
  if (!updated) await outputOf('apt-get', ['update']);
  updated = true;
  const printed = await outputOf('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return printed !== undefined;
}
