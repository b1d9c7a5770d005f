/**
 * `npm run check [-- NAME …]`: the scripts named `check:NAME`, all of them even when one fails. The first builds what the
 * others read; those run side by side, and what each says is printed as a whole.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

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

const [first, ...others] = asked.length > 0 ? asked : known;
const failed: string[] = [];
await check(first);
await Promise.all(Array.from({ length: availableParallelism() }, checkOthers));
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks hold.');
process.exit(failed.length > 0 ? 1 : 0);

async function checkOthers(): Promise<void> {
  for (let name = others.shift(); name !== undefined; name = others.shift()) await check(name);
}

async function check(name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const script = `check:${name}`;
  const running = spawn(`npm run --silent ${script} 2>&1`, {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: true,
  });
  const ended = new Promise<number | null>((resolve) => running.once('close', resolve));
  const said = await text(running.stdout);
  console.log(`\n── ${name}: ${scripts[script] ?? ''}\n${said.trimEnd()}`);
  if ((await ended) !== 0) failed.push(name);
}
