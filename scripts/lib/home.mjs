import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the lock file: this file may stand in `scripts/lib`, or be bundled into `dist`. */
function findRoot(folder) {
  return existsSync(join(folder, 'package-lock.json')) || folder === dirname(folder) ? folder : findRoot(dirname(folder));
}
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
/** Downloads and data; not in git. */
export const home = resolve(process.env.GUANHU_HOME ?? join(projectRoot, '.guanhu'));

export function homeFolder(...parts) {
  const path = join(home, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
}
