import Router from '@koa/router';
import Koa from 'koa';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wecom } from './api/index.ts';
import { serveApi } from './api/serve.ts';
import { openCallbacks } from './callbacks.ts';
import { seededChance } from './chance.ts';
import { openClock } from './clock.ts';
import { lookRoutes } from './control/look.ts';
import { phoneRoutes } from './control/phones.ts';
import { controlErrors } from './control/route.ts';
import { worldRoutes } from './control/world.ts';
import { demoCorp } from './demo/corp.ts';
import { openFaults } from './faults.ts';
import { openLimits } from './limits.ts';
import { openLog } from './log.ts';
import { mailRoutes } from './mail/inbox.ts';
import { openSmtp } from './mail/smtp.ts';
import { aboutRoutes } from './pages/about.ts';
import { deskFile, fileRoutes } from './pages/files.ts';
import { loginRoutes } from './pages/login.ts';
import type { Sandbox } from './sandbox.ts';
import { readSettings, type Settings } from './settings.ts';
import { openSnapshot } from './snapshot.ts';
import type { State } from './state.ts';
import { gatewayRoutes } from './sms/gateway.ts';
import { inboxRoutes } from './sms/inbox.ts';
import { deskOrigin, isLocalAlias, isPhoneHost } from './proxy/hosts.ts';
import { servePhone } from './proxy/phoneProxy.ts';
import { wechat } from './wechat/index.ts';
import { miniprogramRoutes } from './control/miniprogram.ts';

export interface RunningSandbox {
  url: string;
  port: number;
  smtpPort: number;
  /** As it is now; a reset puts another in its place. */
  readonly state: State;
  sandbox: Sandbox;
  /** Where callbacks go from now on, without asking the address first. */
  setCallbackUrl(url: string): void;
  /** Resolves once every callback has been delivered or given up. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a sandbox in this process; without options it listens on free ports and keeps nothing. */
export async function createSandbox(options: Partial<Settings> = {}): Promise<RunningSandbox> {
  const settings: Settings = { ...readSettings({ SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0' }), ...options };
  const sandbox = assemble(settings);
  const server = createServer(buildApp(sandbox).callback());
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const smtp = await openSmtp(sandbox);
  sandbox.smtpPort = smtp.port;
  sandbox.publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
  return {
    url: `http://${settings.host}:${port}`, port, smtpPort: smtp.port, sandbox,
    get state() { return sandbox.state; },
    setCallbackUrl: (url) => void sandbox.callbacks.connect(url, false),
    idle: () => sandbox.callbacks.idle(),
    async close() {
      sandbox.callbacks.close();
      sandbox.log.close();
      sandbox.snapshot.flush();
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), smtp.close()]);
    },
  };
}

function assemble(settings: Settings): Sandbox {
  const clock = openClock(settings.clockFile);
  const log = openLog();
  const chance = seededChance(settings.seed + 1);
  const snapshot = openSnapshot(settings.dataFolder, () => sandbox.state);
  const sandbox: Sandbox = {
    settings, clock, log, chance, snapshot, faults: openFaults(), limits: openLimits(clock), callbacks: openCallbacks(settings, clock, chance, log), publicUrl: '', smtpPort: 0,
    state: snapshot.read() ?? demoCorp(seededChance(settings.seed), clock.nowSeconds()),
    touch() {
      snapshot.touch();
      log.changed();
    },
  };
  return sandbox;
}

function buildApp(sandbox: Sandbox): Koa {
  const app = new Koa();
  const router = new Router();
  router.use(controlErrors);
  lookRoutes(router, sandbox);
  phoneRoutes(router, sandbox);
  worldRoutes(router, sandbox);
  loginRoutes(router, sandbox);
  fileRoutes(router, sandbox);
  aboutRoutes(router, sandbox);
  miniprogramRoutes(router, sandbox);
  gatewayRoutes(router, sandbox);
  inboxRoutes(router, sandbox);
  mailRoutes(router, sandbox);
  app.use((ctx, next) => {
    if (isPhoneHost(sandbox, ctx.host)) return servePhone(sandbox, ctx);
    const asksForDesk = ctx.method === 'GET' && ctx.path === '/' && ctx.get('Accept').includes('text/html');
    if (asksForDesk && isLocalAlias(sandbox, ctx.host)) return ctx.redirect(deskOrigin(sandbox) + ctx.url);
    if (wechat.endpoints.has(ctx.path) || /^\/(sns|wxa)\//.test(ctx.path)) return serveApi(sandbox, ctx, wechat);
    return ctx.path.startsWith('/cgi-bin/') ? serveApi(sandbox, ctx, wecom) : next();
  });
  app.use(router.routes());
  app.use(async (ctx) => {
    if (ctx.method !== 'GET' || ctx.body !== undefined || ctx.status !== 404 || /^\/(sandbox|qr|mini-code|add|media|avatar|sms)\//.test(ctx.path)) return;
    const file = await deskFile(sandbox, ctx.path);
    if (!file) return;
    ctx.type = file.type;
    ctx.body = file.bytes;
  });
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') process.stderr.write(`沙箱出错：${error.stack ?? error.message}\n`);
  });
  return app;
}
