import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Downloads and data; not in git. */
export const home = resolve(process.env.GUANHU_HOME ?? join(projectRoot, '.guanhu'));

export function homeFolder(...parts) {
  const path = join(home, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
}
