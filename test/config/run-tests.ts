/**
 * `npm test [-- --files PATTERN]`: builds the block core, runs every test file in Node or in a browser, and says which
 * engines ran.
 */
import { execFileSync } from 'node:child_process';
import { requireBrowser } from '../support/browser.ts';
import { runBrowserTests } from './browser-tests.ts';
import { runNodeTests } from './node-tests.ts';
import { selectTestFiles } from './test-files.ts';
import type { Totals } from './totals.ts';

const files = selectTestFiles(process.argv.slice(2));
execFileSync(process.execPath, ['--import', 'tsx', 'test/config/build-wasm.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});

const engines: string[] = [];
const totals: Totals[] = [];

if (files.browser.length > 0) {
  const browser = requireBrowser();
  totals.push(await runBrowserTests(browser, files.browser));
  engines.push(`ran      ${browser.version} (${String(files.browser.length)} files)`);
} else {
  engines.push('skipped  Chromium: no browser test was asked for');
}
if (files.node.length > 0) {
  totals.push(await runNodeTests(files.node));
  engines.push(
    `ran      Node ${process.versions.node}, V8 ${process.versions.v8} (${String(files.node.length)} files)`,
  );
} else {
  engines.push('skipped  Node: no Node test was asked for');
}
engines.push('skipped  Firefox, WebKit: not driven by this command');

const passed = totals.reduce((sum, part) => sum + part.passed, 0);
const failed = totals.reduce((sum, part) => sum + part.failed, 0);
console.log(`\nEngines\n${engines.map((line) => `  ${line}`).join('\n')}\n`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
