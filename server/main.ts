import { ConfigError } from './platform/configError.ts';

try {
  const { run } = await import('./run.ts');
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78; // EX_CONFIG
}
