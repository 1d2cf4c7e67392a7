import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { projectRoot } from './home.mjs';
import { say } from './say.mjs';

/** Programs that are built for Node: each becomes `dist/<name>.mjs`. */
const programs = { server: 'server/main.ts', sandbox: 'scripts/sandbox/main.ts', seed: 'scripts/seed.ts', 'bench-welcome': 'scripts/bench/welcome.ts' };

export const builtProgram = (name) => join(projectRoot, 'dist', `${name}.mjs`);

export async function buildPrograms() {
  const { build } = await import('esbuild');
  const present = Object.entries(programs).filter(([, path]) => existsSync(join(projectRoot, path)));
  await build({
    absWorkingDir: projectRoot, entryPoints: Object.fromEntries(present), outdir: join(projectRoot, 'dist'), outExtension: { '.js': '.mjs' },
    bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', sourcemap: true, logLevel: 'warning',
  });
}

const newest = (folder) => Math.max(0, ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
  if (entry.name === 'node_modules' || entry.name === 'dist') return 0;
  const path = join(folder, entry.name);
  return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
}));

/** Builds a page where its sources, or what they share, are newer than its last build. */
async function buildPage(folder, title, alsoFrom = []) {
  const built = join(folder, 'dist/index.html');
  if (!existsSync(join(folder, 'vite.config.ts'))) return;
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(newest(folder), ...alsoFrom.map(newest))) return;
  say(`正在构建${title}…`);
  await run(process.execPath, [join(projectRoot, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: folder });
}

export const buildAdmin = () => buildPage(join(projectRoot, 'admin'), '管理后台', [join(projectRoot, 'shared')]);
export const buildDesk = () => buildPage(join(projectRoot, 'scripts/sandbox/desk'), '沙箱页面');
export const buildAll = () => Promise.all([buildPrograms(), buildAdmin(), buildDesk()]);
