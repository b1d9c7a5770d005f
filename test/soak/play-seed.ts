import {
  advance,
  checkEvents,
  eventsOf,
  nowMs,
  runOf,
  setFuture,
  type Lab,
} from '../../workers/core/lab.ts';
import type { Run } from '../../workers/core/run.ts';
import { openLab, runLine } from '../support/run-lines.ts';
import { repair } from './repair.ts';
import { soakPlan, type Operator } from './soak-plan.ts';

const DISK_MIB = 4;

/** How one seed ended. */
export interface SeedResult {
  readonly seed: number;
  readonly operator: Operator;
  /** What broke; null when nothing did. */
  readonly problem: string | null;
  /** The lines that lead there, to be replayed. */
  readonly run: Run;
  readonly virtualMs: number;
  /** Texts of what happened, for counting. */
  readonly failovers: number;
}

/** Breaks something of a fresh lab on purpose. */
export type Plant = (lab: Lab) => void;

/** Chaos, repair, and what must hold: every event checked on the way. */
export function playSeed(seed: number, plant?: Plant): SeedResult {
  const { scenario, operator, lines } = soakPlan(seed);
  const lab = openLab({ scenario, seed, diskMiB: DISK_MIB });
  plant?.(lab);
  const problem = problemOf(() => {
    checkEvents(lab, { oneServes: oneServes(operator) });
    for (const { waitMs, line } of lines) {
      advance(lab, nowMs(lab) + waitMs);
      runLine(lab, line);
    }
    repair(lab);
  });
  const failovers = eventsOf(lab).filter(({ text }) => text.endsWith('failover begins')).length;
  return { seed, operator, problem, run: runOf(lab), virtualMs: nowMs(lab), failovers };
}

/** Nobody errs and the sites stay in touch: one cluster serves at most. */
export function oneServes(operator: Operator): boolean {
  return operator === 'nobody';
}

/** Replays a run with every event checked. @returns what broke, or null */
export function replay(run: Run, expectations = { oneServes: false }): string | null {
  const lab = openLab({ scenario: run.scenario, seed: run.seed, diskMiB: run.diskMiB });
  return problemOf(() => {
    checkEvents(lab, expectations);
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
