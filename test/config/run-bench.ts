/**
 * `npm run bench [-- --files PATTERN] [--json FILE]`: runs `test/bench/*.bench.ts`, each in a fresh page of one Chromium,
 * and prints a table.
 *
 * What a bench reports on the way is printed at once. The status is 1 when one could not run; a bar that is not met is
 * shown in the table and in the JSON.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch, type Browser } from 'puppeteer-core';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import type { BenchModule, BenchRow } from '../bench/bench-row.ts';
import { chromiumArguments, requireChromium } from '../support/browser.ts';

/** Ends a bench that hangs; it is no measure of speed. */
const MODULE_TIMEOUT_MS = 1_800_000;

const { values: options } = parseArgs({
  options: { files: { type: 'string' }, json: { type: 'string' } },
});
const pattern = options.files ?? '';
const modules = readdirSync('test/bench')
  .map((name) => `test/bench/${name}`)
  .filter((path) => path.endsWith('.bench.ts') && path.includes(pattern))
  .sort();
if (modules.length === 0) {
  console.error(`No bench matches "${pattern}". Benches are test/bench/*.bench.ts.`);
  process.exit(2);
}
execFileSync(process.execPath, ['--import', 'tsx', 'test/config/build-wasm.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
const rows = await measure(modules);
console.log(`\n${tableOf(rows)}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);

async function measure(paths: readonly string[]): Promise<BenchRow[]> {
  const program = requireChromium();
  const server = await serve();
  const browser = await launch({
    executablePath: program.path,
    args: chromiumArguments(),
    protocolTimeout: MODULE_TIMEOUT_MS,
  });
  try {
    console.log(program.version);
    const measured: BenchRow[] = [];
    for (const path of paths) measured.push(...(await runModule(browser, server, path)));
    return measured;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Serves the whole project from an origin of its own; `/` is an empty page for a bench to run in. */
async function serve(): Promise<ViteDevServer> {
  const emptyPage: Plugin = {
    name: 'empty-page',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== '/') {
          next();
          return;
        }
        response.setHeader('Content-Type', 'text/html');
        response.end('<!doctype html><title>bench</title>');
      });
    },
  };
  const server = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'warn',
    cacheDir: 'node_modules/.vite/bench',
    plugins: [emptyPage],
    // Known beforehand, so that no page is reloaded in the middle of a measurement.
    optimizeDeps: { entries: ['test/bench/*.bench.ts', 'workers/*.worker.ts'] },
    server: { host: 'localhost', hmr: false, watch: null },
  });
  return await server.listen();
}

async function runModule(
  browser: Browser,
  server: ViteDevServer,
  path: string,
): Promise<BenchRow[]> {
  console.log(`\n${path}`);
  const origin = server.resolvedUrls?.local[0] ?? '';
  const page = await browser.newPage();
  try {
    page.on('pageerror', (error) => {
      console.error(error);
    });
    await page.exposeFunction('reportLine', (text: string) => {
      console.log(`  ${text}`);
    });
    await page.goto(origin);
    return await page.evaluate(async (url: string) => {
      const { run } = (await import(url)) as BenchModule;
      return await run(
        (globalThis as unknown as { reportLine: (text: string) => void }).reportLine,
      );
    }, `/${path}`);
  } finally {
    await page.close();
  }
}

function tableOf(measured: readonly BenchRow[]): string {
  const cells = [
    ['', 'ours', 'against', 'unit', 'ratio', 'bar', ''],
    ...measured.map((row) => [
      row.name,
      figure(row.ours),
      figure(row.against),
      row.unit,
      row.ratio.toFixed(2),
      `≥ ${String(row.bar)}`,
      row.met ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  const isText = (column: number): boolean => column === 0 || column === 3 || column === 6;
  return cells
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isText(column) ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three figures that matter, without an exponent. */
function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
