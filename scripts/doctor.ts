import { call } from '../server/platform/operation.ts';
import { systemActor } from '../server/platform/actor.ts';
import { disconnectMongo } from '../server/platform/mongo.ts';
import { closeQueues } from '../server/platform/queue.ts';
import { disconnectRedis } from '../server/platform/redis.ts';
import { boot } from '../server/run.ts';
import { checkConnections } from '../server/system/checkConnections.ts';

/** The connection check of the panel in a terminal. Ends with 1 where something needs a hand. */
await boot();
const { checks } = await call(checkConnections, {}, { actor: systemActor('doctor') });
for (const { name, ok, detail, action } of checks) console.log(`${ok ? '✓' : '✗'} ${name}：${detail}${ok || !action ? '' : `\n  → ${action}`}`);
if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
await closeQueues(1_000);
await Promise.all([disconnectMongo(), disconnectRedis()]);
