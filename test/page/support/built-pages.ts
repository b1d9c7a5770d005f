import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILDS = join(ROOT, 'build/pages');
const CONFIG = 'test/config/vite.config.ts';
/** What decides how the pages come out. */
const SOURCES = ['web', 'workers', 'assembly', CONFIG, 'asconfig.json', 'package-lock.json'];

/**
 * The pages as a static host would hold them, built once for all test files that ask.
 *
 * @returns bytes by path within the site, such as `assets/index-1a2b.js`
 */
export async function builtPages(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = join(BUILDS, sourcesHash());
  if (!existsSync(folder)) await buildInto(folder);
  return new Map(filesBelow(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** Builds beside and then moves: whoever meets the folder meets all of it. */
async function buildInto(folder: string): Promise<void> {
  execFileSync(process.execPath, ['--import', 'tsx', 'test/config/build-wasm.ts'], { cwd: ROOT });
  const scratch = `${folder}-${String(process.pid)}`;
  mkdirSync(scratch, { recursive: true });
  try {
    await build({
      configFile: join(ROOT, CONFIG),
      logLevel: 'warn',
      build: { outDir: scratch },
    });
    for (const name of readdirSync(BUILDS)) {
      if (!name.includes('-')) rmSync(join(BUILDS, name), { recursive: true, force: true });
    }
    renameSync(scratch, folder);
  } catch (error) {
    // Another test file was quicker: its build is of the same sources.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    const names = source.includes('.') ? [''] : filesBelow(path);
    for (const name of names) {
      hash
        .update(`${source}/${name}\0`)
        .update(readFileSync(join(path, name)))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}
