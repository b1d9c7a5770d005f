import { advance, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { momentsOfFile } from '../support/lines-of-file.ts';
import { play, runLine } from '../support/run-lines.ts';

const ARC = new URL('../replication/arc.lab.txt', import.meta.url);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two failovers in three days. */
const ROUND_MS = 36 * HOUR_MS;
/** Between two arcs clients order for a minute, one order a second, and then not for hours: the book stays small. */
const QUIET_MS = 6 * HOUR_MS;

/** Called after each line of an arc, and each stretch of quiet hours. */
export type Pause = () => Promise<void>;

/** How many failovers and failbacks there are in so many days. */
export function failoversIn(days: number): number {
  return Math.max(1, Math.floor((days * DAY_MS) / ROUND_MS));
}

/** Runs a protected pair for days: the site is lost, and brought home, once in every 36 hours. */
export async function runDays(lab: Lab, days: number, pause: Pause): Promise<void> {
  const endMs = days * DAY_MS;
  const count = failoversIn(days);
  for (let round = 1; round <= count; round++) {
    await playArc(lab, pause);
    await orderNowAndThen(lab, Math.min(endMs, Math.floor((endMs * round) / count)), pause);
  }
}

/** Loss, failover, orders on SECOND, failback, restoration and the group online, line by line. */
async function playArc(lab: Lab, pause: Pause): Promise<void> {
  for (const line of momentsOfFile(ARC).flatMap(({ lines }) => lines)) {
    if (line.startsWith('-')) runLine(lab, line.slice(1));
    else play(lab, line === 'fault clear 1' ? clearTheRate(lab) : line);
    await pause();
  }
}

/** The file clears its first fault, which is that of the line between the sites: by now it has another number. */
function clearTheRate(lab: Lab): string {
  const fault = snapshotOf(lab).faults.find(({ line }) => line.includes('link replication rate'));
  return `fault clear ${String(fault?.id ?? 'rate')}`;
}

/** A minute of orders, hours of none, and so on. */
async function orderNowAndThen(lab: Lab, untilMs: number, pause: Pause): Promise<void> {
  play(lab, 'client rate 1');
  while (nowMs(lab) < untilMs) {
    play(lab, 'client start', 'lab run 60s', 'client stop');
    advance(lab, Math.min(untilMs, nowMs(lab) + QUIET_MS));
    await pause();
  }
}
