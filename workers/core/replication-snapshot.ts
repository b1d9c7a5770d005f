import {
  dataStateOf,
  mirrorStatusOf,
  remainingMirrorBytes,
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
      remainingBytes: remainingMirrorBytes(connection),
    },
    sent: { ...connection.sent },
    appliedWireBytes: connection.appliedWireBytes,
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

/** How much of a mirror the target has acknowledged or did not need; 100 only once it is complete. */
function percentOf(connection: Connection): number {
  const { mirror, mirrorCounters } = connection;
  if (mirror === null) return 100;
  const { totalBytes } = mirrorCounters;
  if (mirror.files === null || totalBytes === 0) return 0;
  const doneBytes = totalBytes - remainingMirrorBytes(connection);
  return Math.min(99, Math.floor((Math.max(0, doneBytes) * 100) / totalBytes));
}
