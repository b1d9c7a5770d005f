/** Which test files there are, and which of them a run asks for. */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Test files by where they run; paths from the root of the project, with forward slashes. */
export interface TestFiles {
  readonly node: readonly string[];
  readonly browser: readonly string[];
}

/**
 * Test files of the project, narrowed by `--files PATTERN …`: a path, its beginning, or any part of it.
 *
 * @throws Error when an option is unknown or a pattern matches no file
 */
export function selectTestFiles(argv: readonly string[]): TestFiles {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { files: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const patterns = [...(values.files ?? []), ...positionals].map((pattern) =>
    pattern.replace(/^\.\//, ''),
  );
  const all = allTestFiles();
  for (const pattern of patterns) {
    if (!all.some((file) => file.includes(pattern))) {
      throw new Error(`No test file matches ${pattern}. Test files are test/**/*.test.ts.`);
    }
  }
  const chosen = all.filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
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
