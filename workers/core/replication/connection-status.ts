import { runningJob } from './jobs.ts';
import type { Connection, World } from '../world.ts';

/** The product's words for what a connection is doing (domain notes 5.3). */

/** The mode in force: a target that asked to wait pauses it, and so does a mirror that must come first. */
export function transmitModeOf(connection: Connection): string {
  const { transmitMode, isPausedByTarget, awaitsMirror } = connection;
  if (transmitMode !== 'Started') return transmitMode;
  if (awaitsMirror) return 'Stopped';
  return isPausedByTarget ? 'Paused' : 'Started';
}

export function mirrorStatusOf(world: World, connection: Connection): string {
  const { mirror } = connection;
  if (mirror === null) return runningJob(world, connection) === null ? 'Idle' : 'Verifying';
  if (mirror.isPaused) return 'Paused';
  if (mirror.files === null) return 'Calculating size';
  if (!mirror.isAllQueued) return 'Mirroring';
  return mirror.order.orphans === 'off' ? 'Transmitting' : 'Removing orphans';
}

export function replicationStatusOf(connection: Connection): string {
  if (!connection.isReplicating) return 'Stopped';
  return connection.transmitMode === 'Error' ? 'Ready' : 'Replicating';
}

export function targetStatusOf(world: World, connection: Connection): string {
  if (connection.transmitMode === 'Error') return 'Retrying';
  if (connection.isPausedByTarget) return 'Paused';
  if (connection.mirror !== null && !connection.mirror.isPaused && connection.mirror.files !== null)
    return 'Mirroring';
  if (world.clusters[connection.target.clusterId].isRestoreRequired) return 'Restore Required';
  return connection.condition;
}

/** Good: what the target holds is what the source held at some moment. */
export function dataStateOf(world: World, connection: Connection): 'Good' | 'Bad' {
  const { isRestoreRequired } = world.clusters[connection.target.clusterId];
  return connection.isGood && !isRestoreRequired ? 'Good' : 'Bad';
}

/** What a mirror still has to look at or to bring over, bytes. */
export function remainingMirrorBytes(connection: Connection): number {
  const { mirror, mirrorCounters, queuedMirrorBytes } = connection;
  if (mirror === null) return 0;
  const { totalBytes, lookedBytes } = mirrorCounters;
  return Math.max(0, totalBytes - lookedBytes) + queuedMirrorBytes;
}

/** What was not queued is missing below everything that comes now. */
export function loseContinuity(connection: Connection): void {
  connection.isGood = false;
  connection.condition = 'Re-mirror required';
}
