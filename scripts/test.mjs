import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './lib/install.mjs';
import { projectRoot } from './lib/home.mjs';
import { say, Stop } from './lib/say.mjs';

/**
 * `npm test [-- jest arguments]`: sets everything up, builds, checks types, runs the tests, and closes with the count.
 * `npm run faults [-- jest arguments]`: the fault and security batteries alone, in their full numbers, one after the other.
 */
async function main() {
  await installPackages();
  const { endChildren, endLeftOvers, endWithParent } = await import('./lib/children.mjs');
  const { run } = await import('./lib/command.mjs');
  const { startMongo } = await import('./lib/mongo.mjs');
  const { startRedis } = await import('./lib/redis.mjs');
  const { findChromium } = await import('./lib/chromium.mjs');
  const { buildAll, buildPrograms } = await import('./lib/build.mjs');
  endLeftOvers();
  endWithParent();
  const folder = mkdtempSync(join(tmpdir(), 'guanhu-test-'));
  const chromium = await findChromium();
  const [mongo, redis] = await Promise.all([startMongo(mkdtempSync(join(folder, 'mongo-')), { cacheGb: 1 }), startRedis(mkdtempSync(join(folder, 'redis-')))]);
  const { only, env } = asked(process.argv.slice(2));
  try {
    if (only.length === 0) await run('npm', ['run', '--silent', 'check'], { cwd: projectRoot });
    await (only.length === 0 || only.some((each) => each.includes('e2e')) ? buildAll() : buildPrograms());
    const report = join(folder, 'report.json');
    const code = await jest([...only, '--json', `--outputFile=${report}`, '--testLocationInResults=false'], {
      ...process.env, ...env, TEST_MONGO_URI: mongo.uri('{database}'), TEST_REDIS_PORT: String(redis.port), CHROMIUM_PATH: chromium, NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    });
    const { numPassedTests, numFailedTests, numFailedTestSuites, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + (numRuntimeErrorTestSuites ?? 0);
    process.exitCode = code === 0 && failed + numFailedTestSuites === 0 ? 0 : 1;
    say(`${numPassedTests} passed, ${failed} failed`);
  } finally {
    await endChildren();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is asked for: nothing in particular is everything. */
function asked(args) {
  const given = args.filter((each) => each !== '--faults');
  if (given.length === args.length) return { only: args, env: {} };
  const named = given.some((each) => each.includes('tests/'));
  return { only: [...(named ? [] : ['tests/faults', 'tests/security']), ...given, '--runInBand'], env: { FAULTS: 'full' } };
}

const jest = (args, env) => new Promise((resolve) => {
  spawn(process.execPath, [join(projectRoot, 'node_modules/jest/bin/jest.js'), ...args], { cwd: projectRoot, env, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve);
});

main().catch((error) => {
  say(error instanceof Stop ? error.message : error.stack);
  say('0 passed, 1 failed');
  process.exit(1);
});
