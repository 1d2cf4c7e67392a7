import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { projectRoot } from './home.mjs';
import { say, Stop } from './say.mjs';

const stamp = join(projectRoot, 'node_modules/.package-lock.json');
const lock = join(projectRoot, 'package-lock.json');

/** `npm ci`, only where the lock file is newer than what is installed. */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop(`需要 Node 20.19 或更新版本，现在是 ${process.versions.node}。`);
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return;
  say('正在安装依赖包（首次约一分钟）…');
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: projectRoot });
}
