import { checkOneServes, watchAddresses } from './address-invariants.ts';
import { runsCluster, waitsForDependents } from './cluster/resources.ts';
import { bulletOf, timeToFailMs } from './failover/indicators.ts';
import { InvariantError } from './invariant-error.ts';
import { resourcesOf } from './network/addresses.ts';
import { sharedVolumeOn } from './storage/disk-access.ts';
import { isSameName } from './text.ts';
import type { Milliseconds } from './units.ts';
import type { Cluster, ClusterNode, Group, MonitoredSource, Resource, World } from './world.ts';

/** What may be expected of a run, from what is done in it. */
export interface Expectations {
  /** The sites stay in touch, nobody errs, the time to fail is long enough: one cluster serves at most (I-1). */
  readonly oneServes: boolean;
}

/** A monitor looks this often, virtual ms. */
const LOOK_MS = 1000;
/** Scripts of one failover or failback end within their own limits, and a second on top, virtual ms. */
const SEQUENCE_MS_MAX = 361_000;

/**
 * Watches a world: call what it returns after every event and every line.
 *
 * @throws InvariantError (from what it returns) naming invariant, time and what
 */
export function watchInvariants(world: World, expectations: Expectations): () => void {
  const checks = [
    checkOwners,
    checkDependencies,
    checkIndicators,
    checkPending,
    watchAddresses(world),
    watchFailovers(world),
    watchMoves(),
    ...(expectations.oneServes ? [checkOneServes] : []),
  ];
  return () => {
    for (const check of checks) check(world);
  };
}

/** I-3: one node of a cluster owns a group; a disk can be written on that node alone. */
function checkOwners(world: World): void {
  for (const cluster of [world.clusters.first, world.clusters.second]) {
    for (const { name, owner, resources } of cluster.groups) {
      if (owner !== null && !cluster.members.includes(owner))
        throw new InvariantError('I-3', world, `${owner.name} owns ${name} and is no member`);
      if (
        (owner === null || !runsCluster(owner)) &&
        resources.some(({ state }) => state !== 'Offline')
      )
        throw new InvariantError('I-3', world, `${name} runs on ${owner?.name ?? 'no node'}`);
    }
    for (const disk of cluster.disks) {
      for (const node of cluster.nodes) {
        if (sharedVolumeOn(node, disk) !== null && !servesDisk(cluster, node, disk.drive))
          throw new InvariantError(
            'I-3',
            world,
            `${node.name} writes to ${disk.drive} and may not`,
          );
      }
    }
  }
}

function servesDisk(cluster: Cluster, node: ClusterNode, drive: string): boolean {
  return cluster.groups.some(
    ({ owner, resources }) =>
      owner === node &&
      resources.some(
        ({ type, state, activeProperties }) =>
          type === 'Physical Disk' &&
          (state === 'Online' || state === 'Offline Pending') &&
          isSameName(String(activeProperties.get('Drive')), drive),
      ),
  );
}

/** I-4: what runs stands on what is Online, on the way up and on the way down. */
function checkDependencies(world: World): void {
  for (const cluster of [world.clusters.first, world.clusters.second]) {
    for (const { resources } of cluster.groups) {
      for (const resource of resources) {
        for (const dependency of resource.dependencies) checkPair(world, resource, dependency);
      }
    }
  }
}

function checkPair(world: World, resource: Resource, dependency: Resource): void {
  const isUp = resource.state === 'Online' || resource.state === 'Online Pending';
  if (
    resource.group !== dependency.group ||
    (isUp && dependency.state !== 'Online') ||
    (resource.state === 'Offline Pending' && !standsUntilLeft(dependency))
  )
    throw new InvariantError(
      'I-4',
      world,
      `${resource.name} is ${resource.state}, ${dependency.name} below it ${dependency.state}`,
    );
}

/** What it stands on is going down still: this one has not begun to, unless it has failed. */
function standsUntilLeft(resource: Resource): boolean {
  return resource.state === 'Online' || resource.state === 'Failed' || waitsForDependents(resource);
}

/** I-5, what is shown: the countdown is what the last reply makes it, and the bullet what the countdown makes it. */
function checkIndicators(world: World): void {
  for (const { monitors } of world.nodes) {
    for (const monitor of monitors) {
      const { source } = monitor;
      const fullMs = source.intervalMs * source.missed;
      const leftMs = Math.max(0, Math.min(fullMs, fullMs - world.nowMs + monitor.lastReplyMs));
      const shownMs = timeToFailMs(monitor, world.nowMs);
      const bullet = bulletOf(source.state, shownMs, fullMs);
      const isYellow = source.state === 'Monitoring' && leftMs > 0 && leftMs * 4 <= fullMs * 3;
      if (shownMs !== leftMs || (bullet === 'yellow') !== isYellow)
        throw new InvariantError(
          'I-5',
          world,
          `${monitor.node.name} shows ${String(shownMs)} ms and ${bullet} of ${source.name}, ${String(leftMs)} ms are left`,
        );
    }
  }
}

/** What decides when a source fails over beside its replies, and since when it is so. */
interface Watched {
  readonly state: MonitoredSource['state'];
  readonly intervalMs: Milliseconds;
  readonly missed: number;
  readonly trigger: MonitoredSource['trigger'];
  readonly isManual: boolean;
  /** Which of the node's monitors are ticked, one bit each. */
  readonly ticks: number;
  readonly sinceMs: Milliseconds;
}

/** I-5, what is done: failover begins at the first look that finds the time over, and not before. */
function watchFailovers(world: World): () => void {
  const known = new Map<MonitoredSource, Watched>();
  let lines = world.keptLines.length;
  return () => {
    const isTyped =
      world.keptLines.length > lines &&
      world.keptLines.slice(lines).some(([, , line]) => /^\s*fcc\b/i.test(line));
    lines = world.keptLines.length;
    for (const node of world.nodes) {
      for (const { source } of node.monitors) {
        const before = known.get(source);
        const ticks = ticksOf(node, source);
        if (before !== undefined && !isTyped) checkFailover(world, node, source, before);
        if (before === undefined || hasChanged(before, source, ticks))
          known.set(source, { ...watchedOf(source), ticks, sinceMs: world.nowMs });
      }
    }
  };
}

function watchedOf(source: MonitoredSource): Omit<Watched, 'ticks' | 'sinceMs'> {
  const { state, intervalMs, missed, trigger, manual: isManual } = source;
  return { state, intervalMs, missed, trigger, isManual };
}

function hasChanged(before: Watched, source: MonitoredSource, ticks: number): boolean {
  return (
    before.state !== source.state ||
    before.intervalMs !== source.intervalMs ||
    before.missed !== source.missed ||
    before.trigger !== source.trigger ||
    before.isManual !== source.manual ||
    before.ticks !== ticks
  );
}

function ticksOf(node: ClusterNode, source: MonitoredSource): number {
  let ticks = 0;
  for (const monitor of node.monitors)
    ticks = ticks * 2 + Number(monitor.source === source && monitor.checked);
  return ticks;
}

function checkFailover(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  before: Watched,
): void {
  if (before.state !== 'Monitoring' && before.state !== 'FailurePending') return;
  const fail = (what: string): never => {
    throw new InvariantError('I-5', world, `${node.name}, ${source.name}: ${what}`);
  };
  const began = source.state === 'FailingOver' || source.state === 'FailedOver';
  if (began && (source.manual || before.state === 'FailurePending'))
    fail('failover without the person it waits for');
  if (before.state !== 'Monitoring') return;
  const overMs = timeOverMs(node, source);
  if ((began || source.state === 'FailurePending') && world.nowMs < overMs)
    fail(`failover ${String(overMs - world.nowMs)} ms too early`);
  const lateMs = world.nowMs - Math.max(overMs, before.sinceMs) - LOOK_MS;
  if (lateMs > 0 && source.state !== 'Idle') fail(`failover ${String(lateMs)} ms late`);
}

/** When the time of a source is over: of its last ticked address, or of its first. */
function timeOverMs({ monitors }: ClusterNode, source: MonitoredSource): Milliseconds {
  const isAll = source.trigger === 'all';
  let overMs = isAll ? -Infinity : Infinity;
  for (const monitor of monitors) {
    if (monitor.source !== source || !monitor.checked) continue;
    const endMs = monitor.lastReplyMs + source.intervalMs * source.missed;
    overMs = isAll ? Math.max(overMs, endMs) : Math.min(overMs, endMs);
  }
  return overMs === -Infinity ? Infinity : overMs;
}

/** I-26: nothing is pending beyond its own deadline. */
function checkPending(world: World): void {
  for (const cluster of [world.clusters.first, world.clusters.second]) {
    for (const { resources } of cluster.groups) {
      for (const { name, state, pending } of resources) {
        const isPending = state === 'Online Pending' || state === 'Offline Pending';
        if (isPending !== (pending !== null) || (pending?.deadlineMs ?? Infinity) < world.nowMs)
          throw new InvariantError('I-26', world, `${name} stays ${state}`);
      }
    }
  }
}

/** I-26: a group that moves arrives, a failover and a failback end. */
function watchMoves(): (world: World) => void {
  const sinceMs = new Map<object, Milliseconds>();
  return (world) => {
    const look = (thing: object, goesOn: boolean, limitMs: Milliseconds, what: string): void => {
      if (!goesOn) sinceMs.delete(thing);
      else if (!sinceMs.has(thing)) sinceMs.set(thing, world.nowMs);
      else if (world.nowMs - (sinceMs.get(thing) ?? 0) > limitMs)
        throw new InvariantError('I-26', world, `${what} for over ${String(limitMs)} ms`);
    };
    for (const cluster of [world.clusters.first, world.clusters.second]) {
      for (const group of cluster.groups)
        look(group, group.move !== null, moveMs(world, group), `${group.name} moves`);
    }
    for (const { monitors } of world.nodes) {
      for (const { source } of monitors) {
        const goesOn = source.state === 'FailingOver' || source.state === 'FailingBack';
        look(source, goesOn, SEQUENCE_MS_MAX, `${source.name} is ${source.state}`);
      }
    }
  };
}

/** Everything of a group is offline within this: one after the other, and somebody may set what that takes meanwhile. */
function moveMs({ durations }: World, { resources }: Group): Milliseconds {
  return 180_000 + resources.length * durations.offline;
}

/**
 * What is still between two states; empty when the world has settled.
 *
 * For the time after every fault is cleared, when each of these must come to an end (I-26).
 */
export function unsettledThings(world: World): string[] {
  const found: string[] = [];
  for (const cluster of [world.clusters.first, world.clusters.second]) {
    for (const resource of resourcesOf(cluster)) {
      if (resource.pending !== null || resource.wish !== null)
        found.push(`${resource.name} on ${cluster.name} is ${resource.state}, ${wishOf(resource)}`);
    }
    for (const group of cluster.groups)
      if (group.move !== null) found.push(`${group.name} on ${cluster.name} moves`);
  }
  for (const node of world.nodes) {
    if (node.state === 'Joining') found.push(`${node.name} is Joining`);
    for (const { source } of node.monitors) {
      if (source.state === 'FailingOver' || source.state === 'FailingBack')
        found.push(`${node.name}: ${source.name} is ${source.state}`);
    }
  }
  for (const { id, source, mirror } of world.connections)
    if (mirror !== null) found.push(`connection ${String(id)} of ${source.name} is mirroring`);
  return found;
}

function wishOf({ wish }: Resource): string {
  return wish === null ? 'wishes nothing' : `is to go ${wish}`;
}
