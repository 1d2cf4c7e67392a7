import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.mjs';
import { projectRoot } from './home.mjs';
import { say, Stop } from './say.mjs';

const stamp = join(projectRoot, 'node_modules/.package-lock.json');
const lock = join(projectRoot, 'package-lock.json');

const isCurrent = () => existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs;

/** `npm ci`, only where the lock file is newer than what is installed; a second command of the same checkout waits for the first. */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop(`需要 Node 20.19 或更新版本，现在是 ${process.versions.node}。`);
  if (isCurrent()) return;
  const free = await holdInstall();
  try {
    if (isCurrent()) return;
    say('正在安装依赖包（首次约两分钟）…');
    await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: projectRoot });
  } finally {
    free();
  }
}

/** A folder can be made by one process only; one whose maker is gone counts for nothing. */
async function holdInstall() {
  const held = join(projectRoot, '.guanhu', 'installing');
  mkdirSync(dirname(held), { recursive: true });
  for (;;) {
    try {
      mkdirSync(held);
      writeFileSync(join(held, 'pid'), String(process.pid));
      return () => rmSync(held, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(held)) rmSync(held, { recursive: true, force: true });
      await sleep(500);
    }
  }
}

function isAlive(held) {
  try {
    process.kill(Number(readFileSync(join(held, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code !== 'ENOENT') return false;
    return Date.now() - statSync(held, { throwIfNoEntry: false })?.mtimeMs < 5_000; // its maker is about to write the number
  }
}
