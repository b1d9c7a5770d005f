import { advance, nowMs, runOf, setFuture } from '../../workers/core/lab.ts';
import type { Run } from '../../workers/core/run.ts';
import { openLab, runLine } from '../support/run-lines.ts';
import { dataPlan, type DataKind } from './data-plan.ts';
import { DataOracle, type DataCounts } from './data-oracle.ts';
import { healData } from './data-heal.ts';
import type { Plant } from './play-seed.ts';

const DISK_MIB = 4;

/** How one seed ended. */
export interface DataSeedResult {
  readonly seed: number;
  readonly kind: DataKind;
  /** What broke; null when nothing did. */
  readonly problem: string | null;
  /** The lines that lead there, to be replayed. */
  readonly run: Run;
  readonly counts: DataCounts;
}

/** Chaos, repair, and data that must agree in the end: every event checked on the way. */
export function playDataSeed(seed: number, plant?: Plant): DataSeedResult {
  const { kind, setUp, lines } = dataPlan(seed);
  const lab = openLab({
    scenario: kind === 'nodes' ? 'bare' : 'protected',
    seed,
    diskMiB: DISK_MIB,
  });
  plant?.(lab);
  const oracle = new DataOracle(lab);
  const problem = problemOf(() => {
    for (const line of setUp) runLine(lab, line);
    for (const { waitMs, line } of lines) {
      advance(lab, nowMs(lab) + waitMs);
      runLine(lab, line);
    }
    healData(lab, kind, oracle);
  });
  const { counts } = oracle;
  return { seed, kind, problem, run: runOf(lab), counts };
}

/** Replays a run with every event checked. @returns what broke, or null */
export function replayData(run: Run): string | null {
  const lab = openLab({ scenario: run.scenario, seed: run.seed, diskMiB: run.diskMiB });
  new DataOracle(lab);
  return problemOf(() => {
    setFuture(lab, run.lines);
    advance(lab, run.endMs);
  });
}

function problemOf(play: () => void): string | null {
  try {
    play();
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
