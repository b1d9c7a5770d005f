/** `npm run lab`: runs the lines of a file in Node, on the same core and the same block core. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { SCENARIO_NAMES, type ScenarioName } from './core/run.ts';
import { Engine } from './engine.ts';
import { referenceSource, wasmSource, type KernelSource } from './load-kernel.ts';
import { noStore } from './open-store.ts';
import type { RealTime } from './pacer.ts';

const USAGE = `usage: npm run --silent lab -- FILE.lab.txt [--json] [--seed N] [--scenario NAME] [--disk-mib N]
       npm run --silent lab -- check EXERCISE.lab.yaml
FILE may be - for standard input. NAME is one of ${SCENARIO_NAMES.join(', ')}.`;

const STATUS = { done: 0, lineFailed: 1, wrongUsage: 2 } as const;

/** Wrong usage, in words. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Command {
  readonly file: string;
  readonly json: boolean;
  readonly seed: number;
  readonly scenario: ScenarioName;
  readonly diskMiB: number;
}

/** Nobody looks at this lab between two slices: they follow each other at once. */
const time: RealTime = {
  now: () => performance.now(),
  schedule: (callback, delayMs) => {
    if (delayMs > 0) {
      const timer = setTimeout(callback, delayMs);
      return () => {
        clearTimeout(timer);
      };
    }
    const next = setImmediate(callback);
    return () => {
      clearImmediate(next);
    };
  },
};

function parseCommand(words: readonly string[]): Command {
  let file: string | null = null;
  let json = false;
  let seed = 2001;
  let scenario: ScenarioName = 'protected';
  let diskMiB = 16;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') json = true;
    else if (word === '--seed') seed = wholeNumber(word, rest.shift(), -(2 ** 31), 2 ** 32 - 1);
    else if (word === '--disk-mib') diskMiB = wholeNumber(word, rest.shift(), 4, 256);
    else if (word === '--scenario') scenario = scenarioNamed(rest.shift());
    else if (word.startsWith('--')) throw new UsageError(`${word} is no option.`);
    else if (file !== null) throw new UsageError(`One file is run at a time; ${word} is another.`);
    else file = word;
  }
  if (file === null) throw new UsageError('Name a file, or - for standard input.');
  return { file, json, seed, scenario, diskMiB };
}

function wholeNumber(option: string, word: string | undefined, min: number, max: number): number {
  const value = Number(word);
  if (word !== undefined && /^-?\d+$/.test(word) && value >= min && value <= max) return value;
  throw new UsageError(
    `${option} takes a whole number from ${String(min)} to ${String(max)}, not ${word ?? 'nothing'}.`,
  );
}

function scenarioNamed(word: string | undefined): ScenarioName {
  const scenario = SCENARIO_NAMES.find((name) => name === word);
  if (scenario !== undefined) return scenario;
  throw new UsageError(
    `--scenario takes one of ${SCENARIO_NAMES.join(', ')}, not ${word ?? 'nothing'}.`,
  );
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r\n|\r|\n/);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function loadKernels(): Promise<KernelSource> {
  const url = new URL('../build/block-core.wasm', import.meta.url);
  try {
    return wasmSource(await WebAssembly.compile(readFileSync(url)));
  } catch (error) {
    const source = referenceSource(`build/block-core.wasm does not serve: ${String(error)}`);
    process.stderr.write(`${source.problem ?? ''}\n`);
    return source;
  }
}

/** @returns the status of the process */
async function run(command: Command): Promise<number> {
  const lines = readLines(command.file);
  const { engine } = await Engine.open(
    {
      scenario: command.scenario,
      seed: command.seed,
      diskMiB: command.diskMiB,
      storage: 'memory',
      labId: 'headless',
      wasmUrl: null,
      paused: true,
      speed: 1,
      firstLines: [],
    },
    { kernels: await loadKernels(), storage: noStore('headless'), time, waits: 'at-once' },
    null,
  );
  let status: number = STATUS.done;
  for (const written of lines) {
    const text = written.trim();
    if (text === '' || text.startsWith('#')) continue;
    const mayFail = text.startsWith('-');
    const line = mayFail ? text.slice(1).trim() : text;
    const { exitCode, output } = await engine.execute(line, null);
    if (output !== '' && !command.json) {
      process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
    }
    if (exitCode !== 0 && !mayFail) {
      process.stderr.write(`exit ${String(exitCode)}: ${text}\n`);
      status = STATUS.lineFailed;
      break;
    }
  }
  if (command.json) process.stdout.write(`${JSON.stringify(engine.snapshot(), null, 2)}\n`);
  await engine.close();
  return status;
}

async function main(words: readonly string[]): Promise<number> {
  try {
    if (words[0] === 'check') throw new UsageError('check: not built yet.');
    return await run(parseCommand(words));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return STATUS.wrongUsage;
  }
}

process.exitCode = await main(process.argv.slice(2));
