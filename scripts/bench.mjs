import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './lib/install.mjs';
import { projectRoot } from './lib/home.mjs';
import { say, Stop } from './lib/say.mjs';

/** `npm run bench -- <name>`: a bench with its peer in the same run, on stores of its own. */
const programs = { callback: 'scripts/bench/callback.mjs', memory: 'scripts/bench/memory.mjs', welcome: 'dist/bench-welcome.mjs', redeem: 'dist/bench-redeem.mjs', replay: 'dist/bench-replay.mjs', report: 'dist/bench-report.mjs' };
const names = Object.keys(programs);

async function main() {
  const name = process.argv[2];
  if (!names.includes(name)) throw new Stop(`用法：npm run bench -- <${names.join('|')}>`);
  await installPackages();
  const { endChildren, endLeftOvers, endWithParent } = await import('./lib/children.mjs');
  const { freePort, run } = await import('./lib/command.mjs');
  const { buildPrograms } = await import('./lib/build.mjs');
  const { startMongo } = await import('./lib/mongo.mjs');
  const { startRedis } = await import('./lib/redis.mjs');
  endLeftOvers();
  endWithParent();
  const folder = mkdtempSync(join(tmpdir(), 'guanhu-bench-'));
  const [mongo, redis] = await Promise.all([startMongo(mkdtempSync(join(folder, 'mongo-'))), startRedis(mkdtempSync(join(folder, 'redis-'))), buildPrograms()]);
  const sandboxPort = await freePort();
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  Object.assign(process.env, {
    BENCH_MONGODB: mongo.uri('bench'), BENCH_REDIS: redis.url(), BENCH_FOLDER: folder, SANDBOX_PORT: String(sandboxPort), SANDBOX_SMTP_PORT: '0', SANDBOX_DATA: join(folder, 'sandbox'),
    WECOM_API_BASE: sandboxUrl, WECOM_LOGIN_BASE: sandboxUrl, WECHAT_OAUTH_BASE: sandboxUrl, WECHAT_API_BASE: sandboxUrl,
  });
  const { serverSettings } = await import('./bench/lib.mjs');
  try {
    await run(process.execPath, ['--no-warnings', '--enable-source-maps', join(projectRoot, programs[name])], { cwd: projectRoot, env: serverSettings() });
  } finally {
    await endChildren();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  say(error instanceof Stop ? error.message : error.stack);
  process.exit(1);
});
