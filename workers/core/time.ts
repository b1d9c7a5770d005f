import type { Milliseconds } from './units.ts';
import type { RunLine } from './run.ts';
import type { Wait, World } from './world.ts';

/**
 * Runs virtual time: everything due in (time, sequence) order, lines to come at their moments.
 *
 * @param wait  stop at the end of the moment in which this has settled
 * @param runLine  carries out a line to come
 */
export function runTime(
  world: World,
  toMs: Milliseconds,
  wait: Wait | null,
  runLine: (line: RunLine) => void,
): void {
  for (;;) {
    runMoment(world);
    if (wait !== null && wait.result !== null) return;
    const line = world.futureLines[0];
    if (line !== undefined && line[0] + world.originMs <= world.nowMs) {
      world.futureLines = world.futureLines.slice(1);
      runLine(line);
      continue;
    }
    const nextMs = nextMomentMs(world);
    if (nextMs > toMs) break;
    world.nowMs = nextMs;
  }
  world.nowMs = Math.max(world.nowMs, toMs);
}

/** Runs every event due now. */
export function runMoment(world: World): void {
  lookAtWaits(world);
  world.afterEvent?.();
  for (
    let task = world.schedule.takeDue(world.nowMs);
    task !== null;
    task = world.schedule.takeDue(world.nowMs)
  ) {
    world.cause = task.cause;
    task.run?.();
    world.cause = null;
    if (world.waits.length > 0) lookAtWaits(world);
    world.afterEvent?.();
  }
}

/** When something happens next: an event, a line to come, or the end of somebody's patience. */
function nextMomentMs(world: World): Milliseconds {
  const line = world.futureLines[0];
  let nextMs = world.schedule.peekMs() ?? Infinity;
  if (line !== undefined) nextMs = Math.min(nextMs, line[0] + world.originMs);
  for (const wait of world.waits) nextMs = Math.min(nextMs, wait.deadlineMs);
  return nextMs;
}

function lookAtWaits(world: World): void {
  for (const wait of [...world.waits]) {
    const result = wait.look(world.nowMs >= wait.deadlineMs);
    if (result === null) continue;
    wait.result = result;
    world.waits.splice(world.waits.indexOf(wait), 1);
    wait.settled?.(result.exitCode);
  }
}
