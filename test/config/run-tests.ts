/**
 * `npm test [-- --files PATTERN] [-- --all-engines]`: builds the block core, runs every test file in Node or in a
 * browser, and says which engines ran.
 *
 * The browser is a Chromium; `--all-engines` takes Firefox besides, and where there is no Chromium, Firefox stands in.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findChromium, findFirefox, requireChromium, type Browser } from '../support/browser.ts';
import { runBrowserTests } from './browser-tests.ts';
import { runNodeTests } from './node-tests.ts';
import { selectTestFiles } from './test-files.ts';
import type { Totals } from './totals.ts';

const { values: options, positionals } = parseArgs({
  options: {
    files: { type: 'string', multiple: true, default: [] },
    'all-engines': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const files = orExplain(() => selectTestFiles([...options.files, ...positionals]));
execFileSync(process.execPath, ['--import', 'tsx', 'test/config/build-wasm.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});

const engines: string[] = [];
const totals: Totals[] = [];

if (files.browser.length > 0) {
  const browsers = orExplain(chooseBrowsers);
  for (const browser of browsers) {
    totals.push(await runBrowserTests(browser, files.browser));
    engines.push(`ran      ${browser.version}: ${countOf(files.browser)}`);
  }
  engines.push(...skippedBrowsers(browsers));
} else {
  engines.push('skipped  browsers: no test file for them was chosen');
}
if (files.node.length > 0) {
  totals.push(await runNodeTests(files.node));
  engines.push(`ran      Node ${process.versions.node}: ${countOf(files.node)}`);
} else {
  engines.push('skipped  Node: no test file for it was chosen');
}

const passed = totals.reduce((sum, part) => sum + part.passed, 0);
const failed = totals.reduce((sum, part) => sum + part.failed, 0);
console.log(`\nEngines\n${engines.map((line) => `  ${line}`).join('\n')}\n`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** What a person got wrong, or what the machine lacks, is said in a sentence and not as a trace. */
function orExplain<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

function chooseBrowsers(): readonly Browser[] {
  const firefox = findFirefox();
  if (firefox && !findChromium()) return [firefox];
  const chromium = requireChromium();
  return options['all-engines'] && firefox ? [chromium, firefox] : [chromium];
}

function skippedBrowsers(ran: readonly Browser[]): string[] {
  const skipped: string[] = [];
  if (!ran.some((browser) => browser.engine === 'chromium')) {
    skipped.push('skipped  Chromium: none was found');
  }
  if (!ran.some((browser) => browser.engine === 'firefox')) {
    const why = findFirefox() ? 'runs with --all-engines only' : 'none was found';
    skipped.push(`skipped  Firefox: ${why}`);
  }
  return [...skipped, 'skipped  WebKit: this command has no driver for it'];
}

function countOf(chosen: readonly string[]): string {
  return chosen.length === 1 ? '1 file' : `${String(chosen.length)} files`;
}
