import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { serverSettings, startBuilt, table } from './lib.mjs';

/** Resident memory of the process that plays all roles, a minute after it is ready, without a request. */
const server = await startBuilt('server', { args: ['--role=all'], env: serverSettings() });
await sleep(60_000);
const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
const mb = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
table([{ 'RSS MB after 60 s': mb('VmRSS'), 'peak MB': mb('VmHWM'), 'must be under': 200 }]);
await server.stop();
