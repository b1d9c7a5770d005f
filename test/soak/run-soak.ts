/**
 * `npm run soak -- [--seeds N] [--from N]`: chaos, repair and what must hold, seed after seed.
 *
 * `--seed N` plays one seed, `--run FILE` replays the lines that a failed one has left, with `--one-serves` where at most
 * one cluster may serve. A failure prints both commands. `--data` plays seeds of the data plane instead, `--days N` lets
 * one pair run for days, lost and brought home again and again, and looks at what they leave.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DAYS_MAX, runDaysSoak } from './days-run.ts';
import { playDataSeeds, replayDataRun } from './run-data-soak.ts';
import { oneServes, playSeed, replay, type SeedResult } from './play-seed.ts';
import type { Run } from '../../workers/core/run.ts';

const PROGRESS_SEEDS = 25;
const FAILURES_DIRECTORY = 'build/soak';
const HOUR_MS = 3_600_000;

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    run: { type: 'string' },
    'one-serves': { type: 'boolean', default: false },
    data: { type: 'boolean', default: false },
    days: { type: 'string' },
  },
});

/** A whole number from the command line, or the end of the process with a sentence. */
function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number, not "${text}".`);
  process.exit(2);
}

function playSomeDays(text: string): Promise<boolean> {
  const days = wholeNumber('days', text);
  if (days >= 1 && days <= DAYS_MAX) return runDaysSoak(days);
  console.error(`--days takes 1 to ${String(DAYS_MAX)}, not "${text}".`);
  process.exit(2);
}

/** @returns whether every event of the run holds */
function replayFile(file: string): boolean {
  if (!existsSync(file)) {
    console.error(`There is no file ${file}; --run takes the one that a failed seed has left.`);
    process.exit(2);
  }
  const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
  if (options.data) return replayDataRun(run);
  const problem = replay(run, {
    oneServes: options['one-serves'],
  });
  console.log(problem ?? `${file}: every event of the run holds`);
  return problem === null;
}

function playSeeds(from: number, count: number): boolean {
  if (options.data) return playDataSeeds(from, count);
  const beganMs = performance.now();
  let virtualMs = 0;
  let failovers = 0;
  for (let seed = from; seed < from + count; seed++) {
    const result = playSeed(seed);
    virtualMs += result.virtualMs;
    failovers += result.failovers;
    if (result.problem !== null) {
      printFailure(result, result.problem);
      return false;
    }
    const done = seed - from + 1;
    if (done % PROGRESS_SEEDS === 0 || done === count) {
      const perSecond = (done * 1000) / (performance.now() - beganMs);
      console.log(
        `${String(done)} seeds hold, ${perSecond.toFixed(1)} a second, ${(virtualMs / HOUR_MS).toFixed(1)} virtual hours, ${String(failovers)} failovers`,
      );
    }
  }
  return true;
}

function printFailure({ seed, operator, run }: SeedResult, problem: string): void {
  mkdirSync(FAILURES_DIRECTORY, { recursive: true });
  const file = `${FAILURES_DIRECTORY}/seed-${String(seed)}.json`;
  const json = JSON.stringify(run);
  writeFileSync(file, `${json}\n`);
  console.log(`seed ${String(seed)} (${operator}) failed: ${problem}`);
  console.log(json);
  console.log(`the seed again:   npm run soak -- --seed ${String(seed)}`);
  console.log(
    `its lines again:  npm run soak -- --run ${file}${oneServes(operator) ? ' --one-serves' : ''}`,
  );
}

const holds =
  options.days !== undefined
    ? await playSomeDays(options.days)
    : options.run !== undefined
      ? replayFile(options.run)
      : options.seed !== undefined
        ? playSeeds(wholeNumber('seed', options.seed), 1)
        : playSeeds(wholeNumber('from', options.from), wholeNumber('seeds', options.seeds));
process.exitCode = holds ? 0 : 1;
