import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home, projectRoot } from './home.mjs';
import { installPackages } from './install.mjs';
import { say, Stop } from './say.mjs';
import { localSettings } from './localSettings.mjs';

/** Runs one of our programs against the installation that the environment describes, else the one that `npm start` runs here. Its exit code becomes ours. */
export async function onInstallation(name) {
  try {
    await installPackages();
    const { buildPrograms, builtProgram } = await import('./build.mjs');
    const environment = process.env.MONGODB_URI ? process.env : settingsHere();
    await buildPrograms();
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['--no-warnings', '--enable-source-maps', builtProgram(name)], { cwd: projectRoot, stdio: 'inherit', env: { LOG_LEVEL: 'silent', ...environment } });
    process.exitCode = await new Promise((end, failed) => child.once('error', failed).once('exit', (code) => end(code ?? 1)));
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack);
    process.exit(1);
  }
}

function settingsHere() {
  const file = join(home, 'run.json');
  if (!existsSync(file)) throw new Stop('没有找到本机的安装：请先 npm start，或设置 MONGODB_URI 等配置。');
  const { mongodb, redis, server, sandbox, smtp } = JSON.parse(readFileSync(file, 'utf8'));
  return localSettings({ mongodb, redis }, { server, sandbox, smtp });
}
