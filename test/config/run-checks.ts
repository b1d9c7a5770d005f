/** `npm run check [-- NAME …]`: the scripts named `check:NAME` one after another, all of them even when one fails. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const known = Object.keys(scripts).flatMap((name) => /^check:(.+)$/.exec(name)?.[1] ?? []);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. The checks are ${known.join(', ')}.`);
  process.exit(2);
}

const failed = (asked.length > 0 ? asked : known).filter((name) => !holds(name));
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks hold.');
process.exit(failed.length > 0 ? 1 : 0);

function holds(name: string): boolean {
  const script = `check:${name}`;
  console.log(`\n── ${name}: ${scripts[script] ?? ''}`);
  const ended = spawnSync(`npm run --silent ${script}`, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: true,
  });
  return ended.status === 0;
}
