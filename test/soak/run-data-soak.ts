/** The part of `npm run soak` that plays the data plane: `npm run soak -- --data [--seeds N] [--from N]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { playDataSeed, replayData } from './play-data-seed.ts';
import type { Run } from '../../workers/core/run.ts';

const PROGRESS_SEEDS = 100;
const FAILURES_DIRECTORY = 'build/soak';

/** Plays seeds of the data plane one after another; the first that fails is printed so that it can be played again. */
export function playDataSeeds(from: number, count: number): boolean {
  const beganMs = performance.now();
  for (let seed = from; seed < from + count; seed++) {
    const { kind, problem, run } = playDataSeed(seed);
    if (problem !== null) {
      mkdirSync(FAILURES_DIRECTORY, { recursive: true });
      const file = `${FAILURES_DIRECTORY}/data-seed-${String(seed)}.json`;
      const json = JSON.stringify(run);
      writeFileSync(file, `${json}\n`);
      console.log(`seed ${String(seed)} (${kind}) failed: ${problem}`);
      console.log(json);
      console.log(`the seed again:   npm run soak -- --data --seed ${String(seed)}`);
      console.log(`its lines again:  npm run soak -- --data --run ${file}`);
      return false;
    }
    const done = seed - from + 1;
    if (done % PROGRESS_SEEDS > 0 && done < count) continue;
    const perSecond = (done * 1000) / (performance.now() - beganMs);
    console.log(`${String(done)} seeds of data hold, ${perSecond.toFixed(1)} a second`);
  }
  return true;
}

/** Replays a run of the data plane and says what came of it. @returns whether every event of it holds */
export function replayDataRun(run: Run): boolean {
  const problem = replayData(run);
  console.log(problem ?? 'every event of the run holds');
  return problem === null;
}
