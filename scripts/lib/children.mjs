import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from './home.mjs';

/** Processes that end with this one. Each leaves a pid file, so that a left-over of a crash can be found and ended. */
const children = new Set();
const pidFolder = () => homeFolder('pids');

export function keepChild(child, name) {
  const file = join(pidFolder(), `${name}-${child.pid}.json`);
  children.add(child);
  writeFileSync(file, JSON.stringify({ pid: child.pid, parent: process.pid, program: child.spawnargs[0], arguments: child.spawnargs.slice(1, 3) }));
  child.once('exit', () => {
    children.delete(child);
    rmSync(file, { force: true });
  });
  return child;
}

/** Ends all children, the gentle way first. */
export async function endChildren(graceMs = 12_000) {
  const ended = [...children].reverse().map((child) => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => { clearTimeout(force); resolve(); });
    child.kill('SIGTERM');
  }));
  await Promise.all(ended);
}

const commandLine = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return undefined;
  }
};
const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Ends what a crashed run has left behind, once it is sure that the process is ours. */
export function endLeftOvers() {
  mkdirSync(pidFolder(), { recursive: true });
  for (const name of readdirSync(pidFolder())) {
    const file = join(pidFolder(), name);
    const { pid, parent, program, arguments: first } = JSON.parse(readFileSync(file, 'utf8'));
    if (alive(parent)) continue;
    const line = commandLine(pid);
    if (line?.[0] === program && first.every((argument) => line.includes(argument))) process.kill(pid, 'SIGKILL');
    rmSync(file, { force: true });
  }
}

let ending = false;
/** Ctrl-C, kill, and the parent's end all lead to the same orderly stop. */
export function endWithParent(before = async () => undefined) {
  const end = async (code) => {
    if (ending) return;
    ending = true;
    await before();
    await endChildren();
    process.exit(code);
  };
  process.once('SIGINT', () => void end(130));
  process.once('SIGTERM', () => void end(143));
  process.once('SIGHUP', () => void end(129));
  process.once('exit', () => { for (const child of children) child.kill('SIGKILL'); });
}
