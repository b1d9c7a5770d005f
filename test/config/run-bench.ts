/**
 * `npm run bench [-- --files PATTERN] [--browser chromium|firefox] [--json FILE]`: runs `test/bench/*.bench.ts`, each in
 * a worker of a fresh page of one browser, then `test/bench/*.page-bench.ts`, which drive the built pages in Chromium,
 * and prints a table.
 *
 * What a bench reports on the way is printed at once. The status is 1 when one could not run; a bar that is not met is
 * shown in the table and in the JSON, an array of `{name, ours, against, unit, ratio, bar, met}`. A row whose bar is null
 * is a limit: what could be reached at the most, measured in the same run.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch, type Browser } from 'puppeteer-core';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import type { BenchmarkRow } from '../../workers/api.ts';
import type { PageBenchModule } from '../bench/page-bench-module.ts';
import { figure } from '../../workers/benchmark/contest.ts';
import {
  chromiumArguments,
  findFirefox,
  requireChromium,
  type Browser as Program,
} from '../support/browser.ts';

/** Ends a bench that hangs; it is no measure of speed. */
const MODULE_TIMEOUT_MS = 1_800_000;

/** What the worker of a bench posts: a line, or its end. */
interface WorkerAnswer {
  readonly text?: string;
  readonly rows?: BenchmarkRow[];
  readonly failed?: string;
}

const { values: options } = parseArgs({
  options: {
    files: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    json: { type: 'string' },
  },
});
const pattern = options.files ?? '';
const modules = readdirSync('test/bench')
  .map((name) => `test/bench/${name}`)
  .filter((path) => /[.-]bench\.ts$/.test(path) && path.includes(pattern))
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

async function measure(paths: readonly string[]): Promise<BenchmarkRow[]> {
  const program = requireProgram();
  const server = await serve();
  const isFirefox = program.engine === 'firefox';
  const browser = await launch({
    browser: isFirefox ? 'firefox' : 'chrome',
    executablePath: program.path,
    args: isFirefox ? [] : chromiumArguments(),
    protocolTimeout: MODULE_TIMEOUT_MS,
  });
  try {
    console.log(program.version);
    const measured: BenchmarkRow[] = [];
    for (const path of paths) {
      if (!path.endsWith('.page-bench.ts')) {
        measured.push(...(await runModule(browser, server, path)));
      } else if (isFirefox) {
        console.log(`\n${path}\n  not run: it needs what only Chromium tells of itself`);
      } else {
        measured.push(...(await drivePages(browser, path)));
      }
    }
    return measured;
  } finally {
    await browser.close();
    await server.close();
  }
}

function requireProgram(): Program {
  if (options.browser === 'chromium') return requireChromium();
  const firefox = options.browser === 'firefox' ? findFirefox() : null;
  if (firefox !== null) return firefox;
  console.error(
    options.browser === 'firefox'
      ? 'No Firefox was found. Install one, or set FIREFOX_PATH to the program.'
      : `There is no browser "${options.browser}"; expected chromium or firefox.`,
  );
  process.exit(2);
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
    optimizeDeps: { entries: ['test/bench/*.ts', 'workers/*.worker.ts'] },
    server: { host: 'localhost', hmr: false, watch: null },
  });
  return await server.listen();
}

async function runModule(
  browser: Browser,
  server: ViteDevServer,
  path: string,
): Promise<BenchmarkRow[]> {
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
    return await page.evaluate(runInWorker, `/${path}`);
  } finally {
    await page.close();
  }
}

async function drivePages(browser: Browser, path: string): Promise<BenchmarkRow[]> {
  console.log(`\n${path}`);
  const { runOnPages } = (await import(`../../${path}`)) as PageBenchModule;
  return await runOnPages(browser, (text) => {
    if (text !== null) console.log(`  ${text}`);
  });
}

/** Carried over to the page as it stands: nothing outside it is there. */
function runInWorker(url: string): Promise<BenchmarkRow[]> {
  const worker = new Worker('/test/bench/bench.worker.ts', { type: 'module' });
  const { reportLine } = globalThis as unknown as {
    reportLine: (text: string) => Promise<void>;
  };
  const reported: Promise<void>[] = [];
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.text !== undefined) reported.push(reportLine(data.text));
      const { rows } = data;
      if (rows !== undefined) void Promise.all(reported).then(() => resolve(rows));
      if (data.failed !== undefined) reject(new Error(data.failed));
    };
    worker.postMessage(url);
  });
}

function tableOf(measured: readonly BenchmarkRow[]): string {
  const cells = [
    ['', 'ours', 'against', 'unit', 'ratio', 'bar', ''],
    ...measured.map((row) => [
      row.name,
      figure(row.ours),
      figure(row.against),
      row.unit,
      row.ratio.toFixed(2),
      row.bar === null ? '' : `≥ ${String(row.bar)}`,
      row.bar === null ? 'limit' : row.met ? 'met' : 'NOT MET',
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
