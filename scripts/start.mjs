import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder, home, projectRoot } from './lib/home.mjs';
import { installPackages } from './lib/install.mjs';
import { clockFile, localSettings } from './lib/localSettings.mjs';
import { say, Stop } from './lib/say.mjs';

/**
 * `npm start`: everything on this machine, from an empty checkout to addresses that work.
 * `--reset` empties the data and keeps the downloads; `--only=sandbox` starts WeCom's stand-in alone; `--no-seed` leaves the data empty.
 */
const flags = new Set(process.argv.slice(2));
const sandboxOnly = flags.has('--only=sandbox');

async function main() {
  await installPackages();
  const { endLeftOvers, endWithParent } = await import('./lib/children.mjs');
  endLeftOvers();
  endWithParent(async () => say('\n正在停止…'));
  if (flags.has('--reset')) rmSync(join(home, 'data'), { recursive: true, force: true });
  if (sandboxOnly) return startSandboxAlone();
  const { buildAll } = await import('./lib/build.mjs');
  const [stores] = await Promise.all([startStores(), buildAll()]);
  const ports = await choosePorts();
  const environment = localSettings(stores, ports);
  const { startProgram } = await import('./lib/programs.mjs');
  await startProgram('sandbox', { env: sandboxSettings(ports), port: ports.sandbox });
  const server = await startProgram('server', { args: ['--role=all'], env: environment, port: ports.server });
  const isSeeded = flags.has('--no-seed') || await seed(environment, ports);
  writeFileSync(join(home, 'run.json'), JSON.stringify({ pid: process.pid, ...ports, mongodb: stores.mongodb, redis: stores.redis }, null, 2));
  announce(ports);
  if (!isSeeded) await seedPast(environment, ports);
  server.once('exit', (code) => { say(`服务已退出（${code}），日志在 ${join(home, 'logs/server.log')}`); process.kill(process.pid, 'SIGTERM'); });
}

async function startStores() {
  const { startMongo } = await import('./lib/mongo.mjs');
  const { startRedis } = await import('./lib/redis.mjs');
  const given = { mongodb: process.env.MONGODB_URI, redis: process.env.REDIS_URL };
  const known = existsSync(join(home, 'run.json')) ? JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) : {};
  const { freePort } = await import('./lib/command.mjs');
  const again = async (address) => freePort(Number(/:(\d+)\//.exec(address ?? '')?.[1] ?? 0));
  const [mongo, redis] = await Promise.all([
    given.mongodb ? undefined : startMongo(homeFolder('data', 'mongo'), { port: await again(known.mongodb) }),
    given.redis ? undefined : startRedis(homeFolder('data', 'redis'), { port: await again(known.redis) }),
  ]);
  say(`MongoDB：${given.mongodb ? '使用 MONGODB_URI' : `本机端口 ${mongo.port}`}　Redis：${given.redis ? '使用 REDIS_URL' : `本机端口 ${redis.port}`}`);
  return { mongodb: given.mongodb ?? mongo.uri('guanhu'), redis: given.redis ?? redis.url() };
}

async function choosePorts() {
  const { freePort } = await import('./lib/command.mjs');
  const wanted = { server: Number(process.env.PORT ?? 8080), sandbox: Number(process.env.SANDBOX_PORT ?? 8090) };
  const server = await freePort(wanted.server);
  const sandbox = await freePort(wanted.sandbox);
  if (server !== wanted.server) say(`端口 ${wanted.server} 已被占用，管理后台改用 ${server}`);
  if (sandbox !== wanted.sandbox) say(`端口 ${wanted.sandbox} 已被占用，沙箱改用 ${sandbox}`);
  return { server, sandbox, smtp: await freeSmtpPort() };
}

async function freeSmtpPort() {
  const { freePort } = await import('./lib/command.mjs');
  return freePort(Number(process.env.SANDBOX_SMTP_PORT ?? 8025));
}

const sandboxSettings = ({ server, sandbox, smtp }) => ({
  ...process.env, SANDBOX_PORT: String(sandbox), SANDBOX_SMTP_PORT: String(smtp), SANDBOX_PUBLIC_URL: `http://localhost:${sandbox}`, SANDBOX_DATA: homeFolder('data', 'sandbox'), SANDBOX_CLOCK_FILE: clockFile(),
  ...(server ? { SANDBOX_CALLBACK_URL: `http://127.0.0.1:${server}/wecom/callback`, SANDBOX_ADMIN_URL: `http://localhost:${server}/admin/`, SANDBOX_TRUSTED_DOMAINS: `localhost:${server}` } : {}),
});

async function startSandboxAlone() {
  const { buildDesk, buildPrograms } = await import('./lib/build.mjs');
  await Promise.all([buildPrograms(), buildDesk()]);
  const { freePort } = await import('./lib/command.mjs');
  const sandbox = await freePort(Number(process.env.SANDBOX_PORT ?? 8090));
  const { startProgram } = await import('./lib/programs.mjs');
  await startProgram('sandbox', { env: { ...sandboxSettings({ sandbox, smtp: await freeSmtpPort() }), ...(process.env.SANDBOX_CALLBACK_URL ? { SANDBOX_CALLBACK_URL: process.env.SANDBOX_CALLBACK_URL } : {}) }, port: sandbox });
  say(`\n企业微信沙箱    http://localhost:${sandbox}/\n它覆盖了什么    http://localhost:${sandbox}/about\n回调地址用 SANDBOX_CALLBACK_URL 设置；按 Ctrl-C 停止。`);
}

const marker = () => join(home, 'data', 'seeded');

/** Contacts, codes and campaigns: what one needs to look around. True where the past is there too. */
async function seed(environment, ports) {
  if (existsSync(marker()) && !process.env.MONGODB_URI) return true;
  await runSeed(environment, ports, []);
  return false;
}

/** Ninety days of invitations and bank events, written while one may look around already. */
async function seedPast(environment, ports) {
  say('正在写入 90 天的演示数据，现在就可以使用。');
  await runSeed(environment, ports, ['--past']);
  writeFileSync(marker(), '');
  say('演示数据已写完。');
}

async function runSeed(environment, { sandbox }, args) {
  const { builtProgram } = await import('./lib/build.mjs');
  const { run } = await import('./lib/command.mjs');
  await run(process.execPath, ['--enable-source-maps', builtProgram('seed'), ...args], { cwd: projectRoot, env: { ...environment, LOG_LEVEL: 'silent', SANDBOX_URL: `http://localhost:${sandbox}` } });
}

function announce({ server, sandbox }) {
  say(`
管户已就绪
  管理后台      http://localhost:${server}/admin/
  两部手机      http://localhost:${sandbox}/
  接口文档      http://localhost:${server}/api/docs

在管理后台点「企业微信扫码登录」，再选一位员工代为扫码：
  许晴（总行运营）      新建渠道码、查看客户
  林志强（系统管理员）  组织与角色、连接与健康
  沈立群（分行行长）    只看华东分行
  陈安琪（客户经理）    只看自己的客户
按 Ctrl-C 停止；npm start -- --reset 清空数据。`);
}

main().catch((error) => {
  say(error instanceof Stop ? error.message : error.stack);
  process.exit(1);
});
