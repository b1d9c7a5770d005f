/** Which test files there are, and which of them a run asks for. */
import { readdirSync } from 'node:fs';

/** Test files by where they run; paths from the root of the project, with forward slashes. */
export interface TestFiles {
  readonly node: readonly string[];
  readonly browser: readonly string[];
}

/**
 * Test files of the project, narrowed to those whose path holds one of the patterns.
 *
 * @param patterns  a path or any part of it, such as `test/kernel`; none means all files
 * @throws Error when a pattern matches no file
 */
export function selectTestFiles(patterns: readonly string[]): TestFiles {
  const all = allTestFiles();
  for (const pattern of patterns) {
    if (!all.some((file) => isMatch(file, pattern))) {
      throw new Error(`No test file matches ${pattern}. Test files are test/**/*.test.ts.`);
    }
  }
  const chosen = all.filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => isMatch(file, pattern)),
  );
  return {
    node: chosen.filter((file) => file.endsWith('.node.test.ts')),
    browser: chosen.filter((file) => !file.endsWith('.node.test.ts')),
  };
}

function allTestFiles(): string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith('test/bench/'))
    .sort();
}

function isMatch(file: string, pattern: string): boolean {
  return file.includes(pattern.replaceAll('\\', '/').replace(/^\.\//, ''));
}
