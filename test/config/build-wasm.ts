/**
 * Builds `build/block-core.wasm` when `assembly/` or its settings changed since the last build.
 *
 * Prints nothing on standard output, so that commands whose output matters can run it first.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const buildDirectory = join(root, 'build');
const stampPath = join(buildDirectory, 'block-core.stamp');
const outputs = ['block-core.wasm', 'block-core.js', 'block-core.d.ts'];

/** Hash of everything that decides what the compiler makes. */
function inputsHash(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'assembly'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join('assembly', name));
  const settings = ['asconfig.json', 'node_modules/assemblyscript/package.json'];
  for (const name of [...sources, ...settings]) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** True when the last build was made from these very inputs and all of it is still there. */
function isUpToDate(hash: string): boolean {
  try {
    const present = new Set(readdirSync(buildDirectory));
    return outputs.every((name) => present.has(name)) && readFileSync(stampPath, 'utf8') === hash;
  } catch {
    return false;
  }
}

/** Compiles beside the old build and then moves the files over it, so that no reader meets half a file. */
async function build(hash: string): Promise<void> {
  const { main } = await import('assemblyscript/asc');
  const scratch = join('build', `.block-core-${String(process.pid)}`);
  mkdirSync(join(root, scratch), { recursive: true });
  try {
    const { error } = await main(
      ['--config', 'asconfig.json', '--outFile', join(scratch, 'block-core.wasm')],
      { readFile: readSource, stderr: process.stderr },
    );
    if (error) throw error;
    for (const name of outputs) {
      renameSync(join(root, scratch, name), join(buildDirectory, name));
    }
    writeFileSync(stampPath, hash);
  } finally {
    rmSync(join(root, scratch), { recursive: true, force: true });
  }
}

/** The compiler asks for files that may not exist; null is its word for that. */
function readSource(filename: string, baseDirectory: string): string | null {
  try {
    return readFileSync(join(baseDirectory, filename), 'utf8');
  } catch {
    return null;
  }
}

process.chdir(root);
const hash = inputsHash();
if (!isUpToDate(hash)) {
  try {
    await build(hash);
  } catch (error) {
    process.stderr.write(`The block core does not build: ${String(error)}\n`);
    process.exitCode = 1;
  }
}
