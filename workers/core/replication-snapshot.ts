import {
  dataStateOf,
  mirrorStatusOf,
  replicationStatusOf,
  targetStatusOf,
  transmitModeOf,
} from './replication/connection-status.ts';
import { limitInForce } from './replication/routes.ts';
import { limitsOf } from './replication/source-queue.ts';
import type { ConnectionSnapshot, JobSnapshot } from './snapshot.ts';
import type { Connection, Job, World } from './world.ts';

/** A connection as the console shows it. */
export function connectionSnapshot(world: World, connection: Connection): ConnectionSnapshot {
  const { mirrorCounters, queue, queuedBytes, source } = connection;
  const { memoryBytes } = limitsOf(world, connection);
  const { lookedBytes, totalBytes } = mirrorCounters;
  return {
    id: connection.id,
    source: source.name,
    target: connection.transmitMode === 'Error' ? null : connection.target.name,
    address: connection.address,
    replicationSet: connection.replicationSet,
    transmitMode: transmitModeOf(connection),
    mirrorStatus: mirrorStatusOf(world, connection),
    replicationStatus: replicationStatusOf(connection),
    targetStatus: targetStatusOf(world, connection),
    dataState: dataStateOf(world, connection),
    queue: {
      operations: queue.length,
      bytes: queuedBytes,
      memoryBytes: Math.min(queuedBytes, memoryBytes),
      diskBytes: Math.max(0, queuedBytes - memoryBytes),
      lagMs: lagMs(world, connection),
    },
    mirror: {
      percent: percentOf(connection),
      sentBytes: mirrorCounters.sentBytes,
      skippedBytes: mirrorCounters.skippedBytes,
      remainingBytes: connection.mirror === null ? 0 : Math.max(0, totalBytes - lookedBytes),
    },
    sent: { ...connection.sent },
    acknowledgedOperations: connection.acknowledgedOperations,
  };
}

/** A verification or restoration as the console shows it. */
export function jobSnapshot(job: Job): JobSnapshot {
  const { connection, from, to, node } = job;
  const isRestore = job.kind === 'restore';
  return {
    id: job.id,
    kind: job.kind,
    node: node.name,
    replicationSet: job.replicationSet,
    from: from.name,
    to: to.name,
    map: job.map,
    overwrite: job.overwrite,
    checksum: job.checksum,
    orphans: job.orphans,
    state: job.state,
    percent: isRestore && job.state === 'Running' ? percentOf(connection) : job.percent,
    sentBytes: isRestore ? connection.mirrorCounters.sentBytes : job.sentBytes,
    differentFiles: job.differentFiles,
    missingFiles: job.missingFiles,
    outOfSyncBytes: job.outOfSyncBytes,
  };
}

/** Age of the oldest operation that is not acknowledged, virtual ms. */
export function lagMs(world: World, { queue }: Connection): number {
  const oldest = queue[0];
  return oldest === undefined ? 0 : world.nowMs - oldest.queuedMs;
}

/** The lowest limit in force now on what anybody sends, kbit/s; null when there is none. */
export function lowestLimit(world: World): number | null {
  const limits = world.nodes.flatMap((node) =>
    [...node.doubleTake.routes.keys()].flatMap(
      (address) => limitInForce(world, node, address) ?? [],
    ),
  );
  return limits.length === 0 ? null : Math.min(...limits);
}

function percentOf({ mirror, mirrorCounters: { lookedBytes, totalBytes } }: Connection): number {
  if (mirror?.files === null) return 0;
  return totalBytes === 0
    ? 100
    : Math.floor((Math.min(lookedBytes, totalBytes) * 100) / totalBytes);
}
