import { createSandbox } from './createSandbox.ts';
import { readSettings } from './settings.ts';

const running = await createSandbox(readSettings(process.env));
let ending = false;

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await running.close();
  process.exit(0);
}

process.once('SIGTERM', () => void end());
process.once('SIGINT', () => void end());
process.once('disconnect', () => void end());
process.stdout.write(`沙箱已启动：${running.sandbox.publicUrl}\n`);
process.send?.({ ready: true, port: running.port });
