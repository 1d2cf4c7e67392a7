import { defineConfig } from 'vite';

/** Relative addresses: the sandbox serves the page under whatever address it has. */
export default defineConfig({ base: './', build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' } });
