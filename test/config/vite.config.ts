/** Builds and serves the pages of `web/pages`: static files only, under any sub-path. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a host of the pages may send; the preview does, so that a page that breaks it is seen at once. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'";

const pages = readdirSync(fromRoot('web/pages')).filter((name) => name.endsWith('.html'));

export default defineConfig({
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
