import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ways = { br: promisify(brotliCompress), gz: promisify(gzip) };

/** Leaves a compressed copy beside each script and stylesheet: the server sends it as it is. */
const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = 'dist' }) {
    const assets = join(dir, 'assets');
    const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name));
    await Promise.all(names.flatMap((name) => Object.entries(ways).map(async ([ending, compress]) => {
      const path = join(assets, name);
      await writeFile(`${path}.${ending}`, await compress(await readFile(path)));
    })));
  },
};

export default defineConfig({
  base: '/admin/',
  plugins: [react(), compressed],
  // Pages may only load what the server's content policy allows: nothing is put into the page as a data address.
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
});
