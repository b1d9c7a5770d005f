/** Runs test files in Node, each in a process of its own. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Totals } from './totals.ts';

/** Folders whose files take minutes: begun first, so that no core stands idle in the end. */
const LONGEST = ['test/soak/', 'test/store/', 'test/page/'] as const;

/**
 * Runs the files and reports on standard output.
 *
 * @param files  paths from the root of the project
 * @returns how many tests passed and failed; a file that cannot be loaded counts as a failed test
 */
export async function runNodeTests(files: readonly string[]): Promise<Totals> {
  const totals = { passed: 0, failed: 0 };
  const stream = run({
    files: longestFirst(files).map((file) => resolve(file)),
    concurrency: availableParallelism(),
  });
  stream.on('test:pass', (test) => {
    if (test.details.type !== 'suite' && !isLeftOut(test)) totals.passed += 1;
  });
  stream.on('test:fail', (test) => {
    if (test.details.type !== 'suite') totals.failed += 1;
  });
  for await (const text of stream.compose(new spec())) {
    process.stdout.write(String(text));
  }
  return totals;
}

function longestFirst(files: readonly string[]): string[] {
  const rank = (file: string): number => {
    const found = LONGEST.findIndex((folder) => file.startsWith(folder));
    return found < 0 ? LONGEST.length : found;
  };
  return files.toSorted((one, other) => rank(one) - rank(other));
}

/** Skipped tests and tests still to be written prove nothing. */
function isLeftOut(test: { skip?: string | boolean; todo?: string | boolean }): boolean {
  return test.skip !== undefined || test.todo !== undefined;
}
