import { advance, digestOf, eventsOf, runOf, setFuture, type Lab } from '../../workers/core/lab.ts';
import type { Run } from '../../workers/core/run.ts';
import { openLab, play } from '../support/run-lines.ts';
import { grownTooFar } from './days-bounds.ts';
import { runDays } from './days-course.ts';
import { figuresOf, type DaysFigures } from './days-figures.ts';
import { DaysStore } from './days-store.ts';

const SEED = 2001;
const DISK_MIB = 16;
/** Alarms of what is lost in each arc; they stand to the end. */
const LASTING_ALARMS = ['orders-lost', 'unprotected'];

/** How some days went. */
export interface DaysResult {
  readonly began: DaysFigures;
  readonly ended: DaysFigures;
  /** How often the site was lost, SECOND took over, and FIRST was home again. */
  readonly failovers: number;
  readonly run: Run;
  /** What does not hold, in words. */
  readonly problems: readonly string[];
}

/** Days of a protected pair, and what must be as it was, or be again from the run and from the store. */
export async function playDays(days: number): Promise<DaysResult> {
  const lab = openLab({ scenario: 'protected', seed: SEED, diskMiB: DISK_MIB });
  const store = new DaysStore(lab);
  // Until what is remembered for a while, as the last replies are, is there.
  play(lab, 'client rate 1', 'client start', 'lab run 60s', 'client stop', 'lab run 60s');
  await store.save();
  const began = figuresOf(lab, store);
  await runDays(lab, days, () => store.save());
  const ended = figuresOf(lab, store);
  // Both nodes of SECOND fail over; the ledger is made once.
  const failovers = eventsOf(lab).filter(
    ({ kind, text }) => kind === 'failover' && /^(no order was|\d+ orders were) lost/.test(text),
  ).length;
  const alarms = ended.alarms.filter((code) => !LASTING_ALARMS.includes(code));
  const problems = [
    ...grownTooFar(began, ended, failovers),
    ...alarms.map((code) => `alarm ${code} stands`),
    ...(await differencesAnew(lab, store)),
  ];
  return { began, ended, failovers, run: runOf(lab), problems };
}

/** Plays the run again from nothing. @returns where that, or what is stored, differs */
async function differencesAnew(lab: Lab, store: DaysStore): Promise<string[]> {
  const run = runOf(lab);
  const digest = digestOf(lab);
  const anew = openLab({ scenario: run.scenario, seed: run.seed, diskMiB: run.diskMiB });
  setFuture(anew, run.lines);
  advance(anew, run.endMs);
  const { different, damagedRecords, missingBlocks } = await store.compare(anew);
  const checks: readonly (readonly [what: string, found: string | number, expected: unknown])[] = [
    ['the digest of a fresh replay', digestOf(anew), digest],
    ['the stored digest', String(store.digest), digest],
    ['stored blocks that differ from a replay', different.length, 0],
    ['stored records that cannot be read', damagedRecords, 0],
    ['blocks that are not stored', missingBlocks, 0],
  ];
  return checks
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => `${what}: ${String(found)}, expected ${String(expected)}`);
}
