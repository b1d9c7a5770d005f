/** `npm run check [-- NAME …]`: every check that needs no browser, all of them even when one fails. */
import { spawnSync } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: 'wasm', command: ['tsx', 'test/config/build-wasm.ts'] },
  { name: 'types', command: ['tsc', '-b', '--pretty'] },
  {
    name: 'eslint',
    command: ['eslint', '-c', 'test/config/eslint.config.mjs', '--max-warnings', '0', '.'],
  },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'layers',
    command: ['depcruise', '-c', 'test/config/dependency-cruiser.cjs', 'workers', 'web', 'test'],
  },
  { name: 'templates', command: ['lit-analyzer', '--strict', '--quiet', 'web/**/*.ts'] },
  { name: 'leftovers', command: ['knip', '-c', 'test/config/knip.json'] },
];

const asked = process.argv.slice(2);
const known = CHECKS.map((check) => check.name);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. The checks are ${known.join(', ')}.`);
  process.exit(2);
}

const chosen = CHECKS.filter((check) => asked.length === 0 || asked.includes(check.name));
const failures = chosen.filter((check) => !holds(check)).map((check) => check.name);
console.log(failures.length > 0 ? `\nFailed: ${failures.join(', ')}` : '\nAll checks hold.');
process.exit(failures.length > 0 ? 1 : 0);

function holds({ name, command }: Check): boolean {
  console.log(`\n── ${name}: ${command.join(' ')}`);
  const [program, ...words] = command;
  // npm puts node_modules/.bin first in PATH; npx --no-install finds it also when started without npm.
  const ended = spawnSync('npx', ['--no-install', program ?? '', ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return ended.status === 0;
}
