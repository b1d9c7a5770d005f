import {
  advance,
  eventsOf,
  nextEventMs,
  nowMs,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import type {
  ClusterId,
  DiskSnapshot,
  GroupSnapshot,
  MonitorSnapshot,
  NodeSnapshot,
  ResourceSnapshot,
} from '../../workers/core/snapshot.ts';

/** The address that clients use in every scenario. */
export const CLIENT_ADDRESS = '172.16.12.35';

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the snapshot holds no ${what}`);
  return value;
}

export function groupIn(lab: Lab, cluster: ClusterId, name: string): GroupSnapshot {
  const { groups } = snapshotOf(lab).clusters[cluster];
  return present(
    groups.find((group) => group.name === name),
    `group ${name}`,
  );
}

/** A resource of any group of the cluster. */
export function resourceIn(lab: Lab, cluster: ClusterId, name: string): ResourceSnapshot {
  const { groups } = snapshotOf(lab).clusters[cluster];
  return present(
    groups.flatMap((group) => group.resources).find((resource) => resource.name === name),
    `resource ${name}`,
  );
}

/** States of a group's resources by name. */
export function statesIn(lab: Lab, cluster: ClusterId, group: string): Record<string, string> {
  return Object.fromEntries(
    groupIn(lab, cluster, group).resources.map(({ name, state }) => [name, state]),
  );
}

export function nodeNamed(lab: Lab, name: string): NodeSnapshot {
  const { first, second } = snapshotOf(lab).clusters;
  return present(
    [...first.nodes, ...second.nodes].find((node) => node.name === name),
    `node ${name}`,
  );
}

/** The shared disk of a cluster, or a node's own when `node` is given. */
export function diskIn(
  lab: Lab,
  cluster: ClusterId,
  drive: string,
  node: string | null = null,
): DiskSnapshot {
  const { disks } = snapshotOf(lab).clusters[cluster];
  return present(
    disks.find((disk) => disk.drive === drive && disk.node === node),
    `disk ${drive}`,
  );
}

export function monitorOn(
  lab: Lab,
  node: string,
  address: string = CLIENT_ADDRESS,
): MonitorSnapshot {
  return present(
    snapshotOf(lab).monitors.find((each) => each.node === node && each.address === address),
    `monitor of ${address} on ${node}`,
  );
}

/**
 * Goes on from event to event until the condition holds at the end of a moment.
 *
 * @returns the virtual ms at which it held
 * @throws Error when it did not hold within `withinMs`
 */
export function advanceUntil(lab: Lab, withinMs: number, holds: () => boolean): number {
  const endMs = nowMs(lab) + withinMs;
  while (!holds()) {
    const nextMs = nextEventMs(lab);
    if (nextMs === null || nextMs > endMs) {
      throw new Error(`it did not come true within ${String(withinMs)} ms`);
    }
    advance(lab, nextMs);
  }
  return nowMs(lab);
}

/** Moments, in ms after `sinceMs`, at which a resource entered each state, in order; reasons left out. */
export function statesEntered(
  lab: Lab,
  resource: string,
  sinceMs: number,
): (readonly [afterMs: number, state: string])[] {
  const start = `${resource}: `;
  return eventsOf(lab)
    .filter(
      ({ kind, atMs, text }) => kind === 'resource' && atMs >= sinceMs && text.startsWith(start),
    )
    .map(
      ({ atMs, text }) => [atMs - sinceMs, text.slice(start.length).split(',')[0] ?? ''] as const,
    );
}
