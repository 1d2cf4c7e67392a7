import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home, projectRoot } from './lib/home.mjs';
import { installPackages } from './lib/install.mjs';
import { say, Stop } from './lib/say.mjs';

/** `npm run verify`: replays what is stored and compares. The database is that of `MONGODB_URI`, else the one that `npm start` runs here. Exit code 1 where something does not hold. */
async function main() {
  await installPackages();
  const { buildPrograms, builtProgram } = await import('./lib/build.mjs');
  const environment = process.env.MONGODB_URI ? process.env : localSettings();
  await buildPrograms();
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['--no-warnings', '--enable-source-maps', builtProgram('verify')], { cwd: projectRoot, stdio: 'inherit', env: { LOG_LEVEL: 'silent', ...environment } });
  process.exitCode = await new Promise((end, failed) => child.once('error', failed).once('exit', (code) => end(code ?? 1)));
}

/** Only the database is asked: what else the server needs is filled in. */
function localSettings() {
  const file = join(home, 'run.json');
  if (!existsSync(file)) throw new Stop('没有找到本机的安装：请先 npm start，或设置 MONGODB_URI 等配置。');
  const { mongodb, redis } = JSON.parse(readFileSync(file, 'utf8'));
  const unused = 'verify-only';
  return {
    ...process.env, MONGODB_URI: mongodb, REDIS_URL: redis, PUBLIC_URL: 'http://localhost:1', ...JSON.parse(readFileSync(join(home, 'data/secrets.json'), 'utf8')),
    WECOM_CORP_ID: unused, WECOM_AGENT_ID: '1', WECOM_SECRET: unused, WECOM_CALLBACK_TOKEN: 'verify', WECOM_CALLBACK_AES_KEY: 'A'.repeat(43), MINIPROGRAM_APPID: unused, MINIPROGRAM_SECRET: unused,
  };
}

main().catch((error) => {
  say(error instanceof Stop ? error.message : error.stack);
  process.exit(1);
});
