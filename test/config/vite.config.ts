/** Builds and serves the pages of `web/pages`: static files only, under any sub-path. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a host of the pages may send; the preview does, so that a page that breaks it is seen at once. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'";

const pages = readdirSync(fromRoot('web/pages')).filter((name) => name.endsWith('.html'));

/** d3's transitions add themselves to selections by being loaded. The charts use neither, and 9 kB less are fetched. */
const d3ByUse: Plugin = {
  name: 'd3-by-use',
  transform: {
    filter: { id: /[\\/]d3(-[a-z]+)?[\\/]src[\\/]/ },
    handler: (code) => ({ code, map: null, moduleSideEffects: false }),
  },
};

export default defineConfig({
  plugins: [d3ByUse],
  root: fromRoot('web/pages'),
  base: './',
  publicDir: false,
  cacheDir: fromRoot('node_modules/.vite'),
  server: { host: 'localhost', port: 4173, fs: { allow: [fromRoot('.')] } },
  preview: {
    host: 'localhost',
    port: 4173,
    headers: { 'Content-Security-Policy': POLICY },
  },
  worker: { format: 'es' },
  build: {
    outDir: fromRoot('dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: Object.fromEntries(
        pages.map((name) => [name.replace(/\.html$/, ''), fromRoot(`web/pages/${name}`)]),
      ),
    },
  },
});
