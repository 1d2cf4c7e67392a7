import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { run } from './command.mjs';
import { projectRoot } from './home.mjs';
import { say, Stop } from './say.mjs';

/** Programs that are built for Node: each becomes `dist/<name>.mjs`. */
const programs = { server: 'server/main.ts', sandbox: 'scripts/sandbox/main.ts', seed: 'scripts/seed.ts', verify: 'scripts/verify.ts', doctor: 'scripts/doctor.ts', 'bench-welcome': 'scripts/bench/welcome.ts', 'bench-replay': 'scripts/bench/replay.ts', 'bench-redeem': 'scripts/bench/redeem.ts', 'bench-report': 'scripts/bench/report.ts' };

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

/** Leaves a compressed copy beside each script and stylesheet: the server sends it as it is. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((each) => /\.(js|css)$/.test(each))) {
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
  }
}

const miniprogram = join(projectRoot, 'miniprogram');
const shared = join(projectRoot, 'shared');

/** One of the mini-program's two builds, into `miniprogram/dist/<type>`; Taro is heard only when it fails. */
async function buildTaro(type, title, mark, always = false) {
  const built = join(miniprogram, 'dist', type, mark);
  if (!existsSync(join(miniprogram, 'config/index.ts'))) return;
  if (!always && existsSync(built) && statSync(built).mtimeMs > Math.max(newest(miniprogram), newest(shared))) return;
  say(`正在构建${title}…`);
  const taro = createRequire(join(miniprogram, 'package.json')).resolve('@tarojs/cli/bin/taro');
  const env = { ...process.env, NODE_ENV: 'production', TARO_ENV: type };
  await promisify(execFile)(process.execPath, [taro, 'build', '--type', type, '--disable-global-config', '--no-check'], { cwd: miniprogram, env, maxBuffer: 64 * 1024 * 1024 })
    .catch(({ stdout, stderr }) => { throw new Stop(`${title}没有构建成功：\n${stdout}${stderr}`); });
  if (type === 'h5') compress(join(miniprogram, 'dist/h5/assets'));
}

export const buildMiniprogram = () => buildTaro('h5', '小程序网页版', 'index.html');
/** For WeChat's developer tools. An address of the server that is given takes part in it. */
export const buildWeapp = () => buildTaro('weapp', '微信小程序', 'app.json', process.env.TARO_APP_API_BASE !== undefined);
export const buildAdmin = () => buildPage(join(projectRoot, 'admin'), '管理后台', [shared]);
export const buildDesk = () => buildPage(join(projectRoot, 'scripts/sandbox/desk'), '沙箱页面');
/** Taro's builds one after the other: each takes most of 1 GB. */
export const buildAll = () => Promise.all([buildPrograms(), buildAdmin(), buildDesk(), buildMiniprogram().then(buildWeapp)]);
