/** Runs test files in a real browser, each in a page of its own. */
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, startTestRunner } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumArguments, type Browser } from '../support/browser.ts';
import type { Totals } from './totals.ts';

type TestRunner = NonNullable<Awaited<ReturnType<typeof startTestRunner>>>;
type SuiteResult = NonNullable<
  ReturnType<TestRunner['sessions']['all']> extends Iterable<infer S> ? S : never
>['testResults'];

/** Generous: they end a run that hangs, they are no measure of speed. */
const TEST_TIMEOUT_MS = 60_000;
const FILE_TIMEOUT_MS = 600_000;

/**
 * Runs the files and reports on standard output.
 *
 * @param files  paths from the root of the project
 * @returns how many tests passed and failed; a file that cannot be loaded counts as a failed test
 */
export async function runBrowserTests(browser: Browser, files: readonly string[]): Promise<Totals> {
  const runner = await startTestRunner({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    config: {
      rootDir: process.cwd(),
      files: [...files],
      nodeResolve: { exportConditions: ['production', 'default'] },
      // One page at a time: what lies behind another page is never drawn, and so never measured.
      concurrency: 1,
      concurrentBrowsers: 1,
      browserStartTimeout: TEST_TIMEOUT_MS,
      testsStartTimeout: TEST_TIMEOUT_MS,
      testsFinishTimeout: FILE_TIMEOUT_MS,
      testFramework: { config: { timeout: TEST_TIMEOUT_MS } },
      reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: true })],
      staticLogging: true,
      mimeTypes: { '**/*.wasm': 'application/wasm' },
      browsers: [launcherOf(browser)],
      plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
    },
  });
  if (!runner) return { passed: 0, failed: files.length };
  await new Promise<void>((resolve) => {
    runner.on('stopped', () => {
      resolve();
    });
  });
  return countSessions(runner);
}

function launcherOf({ engine, path, version }: Browser): ReturnType<typeof chromeLauncher> {
  const isFirefox = engine === 'firefox';
  const launcher = chromeLauncher({
    launchOptions: {
      browser: isFirefox ? 'firefox' : 'chrome',
      executablePath: path,
      args: isFirefox ? [] : chromiumArguments(),
    },
  });
  // The launcher calls whatever it starts Chrome.
  launcher.name = version;
  return launcher;
}

function countSessions(runner: TestRunner): Totals {
  let passed = 0;
  let failed = 0;
  for (const session of runner.sessions.all()) {
    const results = testsOf(session.testResults);
    const failures = results.filter((test) => !test.passed && !test.skipped).length;
    passed += results.filter((test) => test.passed && !test.skipped).length;
    failed += failures;
    if (!session.passed && failures === 0) failed += 1;
  }
  return { passed, failed };
}

function testsOf(suite: SuiteResult): { passed: boolean; skipped: boolean }[] {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}
