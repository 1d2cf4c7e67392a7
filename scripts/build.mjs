import { installPackages } from './lib/install.mjs';

await installPackages();
const { buildAll } = await import('./lib/build.mjs');
await buildAll();
