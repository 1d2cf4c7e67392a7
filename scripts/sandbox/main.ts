import { z } from 'zod';
import { createSandbox, type RunningSandbox } from './createSandbox.ts';
import { readSettings } from './settings.ts';

let running: RunningSandbox | undefined;
let ending = false;

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await running?.close();
  process.exit(0);
}

process.once('SIGTERM', () => void end());
process.once('SIGINT', () => void end());
process.once('disconnect', () => void end());
try {
  running = await createSandbox(readSettings(process.env));
  process.stdout.write(`沙箱已启动：${running.sandbox.publicUrl}\n`);
  process.send?.({ ready: true, port: running.port, smtpPort: running.smtpPort });
} catch (error) {
  process.stderr.write(`沙箱未启动：${reason(error)}\n`);
  process.exit(1);
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return `配置有误，${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('；')}`;
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number }; // whatever Node threw
  return code === 'EADDRINUSE' ? `端口 ${port} 已被占用，请用 SANDBOX_PORT 或 SANDBOX_SMTP_PORT 换一个` : String(stack ?? error);
}
