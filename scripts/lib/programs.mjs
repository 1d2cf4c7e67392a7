import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from './build.mjs';
import { keepChild } from './children.mjs';
import { homeFolder, projectRoot } from './home.mjs';
import { Stop } from './say.mjs';

/** Starts a built program and waits until it says that it is ready; its output goes to a log file. */
export async function startProgram(name, { args = [], env, label = name, logFolder = homeFolder('logs') }) {
  const path = join(logFolder, `${label}.log`);
  const log = createWriteStream(path, { flags: 'a' });
  const child = keepChild(fork(builtProgram(name), args, { cwd: projectRoot, env, execArgv: ['--enable-source-maps'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }), label);
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { log.write(chunk); tail = (tail + chunk).slice(-2_000); });
  await new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (!message?.ready) return;
      child.port = message.port;
      resolve();
    });
    child.once('exit', (code) => reject(new Stop(`${label} 没有启动（${code}）：\n${tail}\n完整日志：${path}`)));
  });
  return child;
}
