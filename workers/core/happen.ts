import type { LabEventKind } from './events.ts';
import type { Task } from './schedule.ts';
import type { ClusterId } from './snapshot.ts';
import type { Milliseconds } from './units.ts';
import type { ClusterNode, World } from './world.ts';

/** Lets something happen later, remembering what led to it. */
export function after(world: World, delayMs: Milliseconds, run: () => void): Task {
  return world.schedule.add(world.nowMs + delayMs, world.cause, run);
}

/** Lets something happen later by itself: a beat, a ping, a poll. Nobody is its cause. */
export function afterByItself(world: World, delayMs: Milliseconds, run: () => void): Task {
  return world.schedule.add(world.nowMs + delayMs, null, run);
}

/** Writes an event; what happens in `consequences` has it as its cause. */
export function report(
  world: World,
  kind: LabEventKind,
  where: ClusterNode | ClusterId | null,
  text: string,
  consequences?: () => void,
): number {
  const node = where === null || typeof where === 'string' ? null : where;
  const cluster = node === null ? (where as ClusterId | null) : node.clusterId;
  const sequence = world.log.append({
    atMs: world.nowMs,
    kind,
    cluster,
    node: node?.name ?? null,
    text,
    causes: world.cause === null ? [] : [world.cause],
    line: null,
  });
  if (consequences !== undefined) withCause(world, sequence, consequences);
  return sequence;
}

/** Runs something with another cause. */
export function withCause(world: World, cause: number | null, run: () => void): void {
  const before = world.cause;
  world.cause = cause;
  try {
    run();
  } finally {
    world.cause = before;
  }
}
