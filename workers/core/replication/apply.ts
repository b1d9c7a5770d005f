import { loseContinuity } from './connection-status.ts';
import { disposeOfOrphans } from './orphans.ts';
import { dropFirst, giveChunk } from './queue-ring.ts';
import { compareTwin } from './verification.ts';
import { afterByItself, report } from '../happen.ts';
import { isReachable, oneWayMs } from '../network/reach.ts';
import { volumeOn } from '../storage/disk-access.ts';
import {
  createFile,
  createFolder,
  deleteFile,
  findFile,
  renameFile,
  setFileSize,
  writeFile,
} from '../storage/volume.ts';
import { dropBehind } from '../workload/behind.ts';
import { watchOverwriting } from '../workload/overwritten.ts';
import type { Connection, FileChange, ReceivedOperation, Volume, World } from '../world.ts';

/** The target applies what it has received, in order, as far as its disks are online. */
export function applyReceived(world: World, connection: Connection): void {
  const { target, targetQueue } = connection;
  if (targetQueue.length === 0 || !target.doubleTake.running) return;
  const ring = world.rings[target.clusterId].target;
  let count = 0;
  for (const received of targetQueue) {
    const { operation, chunk } = received;
    if (!applyOperation(world, connection, received)) break;
    giveChunk(ring, chunk);
    connection.targetQueuedBytes -= operation.byteCount;
    count++;
  }
  dropFirst(targetQueue, count);
  if (count > 1) tellApplied(world, connection);
  if (connection.isPausedByTarget && count > 0) resumeByTarget(world, connection);
  if (!connection.isOpen) reviewLeftover(world, connection);
}

/** What had waited on the target is applied: the source hears of it, since no operation of its own tells. */
function tellApplied(world: World, connection: Connection): void {
  const { source, target } = connection;
  afterByItself(world, oneWayMs(world, target, source), () => {
    if (connection.isOpen && isReachable(world, target, source))
      world.signals.operationsApplied(connection);
  });
}

/** What ended connections left behind is applied too, oldest first. */
export function applyAllReceived(world: World): void {
  for (const connection of [...world.leftovers, ...world.connections])
    applyReceived(world, connection);
  for (const { state, connection } of world.jobs)
    if (state === 'Running' && connection.purpose === 'restoration')
      applyReceived(world, connection);
}

/** Keeps an ended connection in sight for as long as its target has something to apply. */
export function reviewLeftover(world: World, connection: Connection): void {
  const { leftovers } = world;
  const index = leftovers.indexOf(connection);
  if (connection.targetQueue.length > 0 && index < 0) leftovers.push(connection);
  if (connection.targetQueue.length === 0 && index >= 0) leftovers.splice(index, 1);
}

/** The target is gone, and what it had received with it. */
export function dropReceived(world: World, connection: Connection): void {
  const { targetQueue } = connection;
  if (targetQueue.length === 0) return;
  const ring = world.rings[connection.target.clusterId].target;
  for (const { chunk } of targetQueue) giveChunk(ring, chunk);
  targetQueue.length = 0;
  connection.targetQueuedBytes = 0;
  loseContinuity(connection);
}

function resumeByTarget(world: World, connection: Connection): void {
  connection.isPausedByTarget = false;
  const { id, source, target } = connection;
  report(
    world,
    'replication',
    source,
    `connection ${String(id)} resumed: ${target.name} has room again`,
    () => {
      world.signals.queueGrew(connection);
    },
  );
}

/** @returns false when its disk is not online: it waits */
function applyOperation(
  world: World,
  connection: Connection,
  received: ReceivedOperation,
): boolean {
  const { operation } = received;
  const { change, drive, isMirror, order } = operation;
  if (change.kind === 'mirror-end' || change.kind === 'verify-end') {
    if (change.kind === 'mirror-end') connection.appliedMirror = change.mirror;
    else change.job.isAnswered = true;
    connection.appliedWireBytes += operation.wireBytes;
    return true;
  }
  const volume = volumeOn(world, connection.target, drive);
  if (volume === null) return false;
  if (change.kind === 'orphans') {
    disposeOfOrphans(world, connection, volume, change);
  } else if (change.kind === 'verify') {
    compareTwin(world, connection, volume, change);
  } else {
    const overwritten = watchOverwriting(world, connection, volume, change, isMirror);
    const isKept = applyChange(world, connection, volume, received, change);
    overwritten();
    if (!isKept) {
      refuseChange(world, connection, change.path);
      return true;
    }
    if (order !== null) dropBehind(world, order);
  }
  connection.appliedWireBytes += operation.wireBytes;
  return true;
}

/** @returns false when the target's disk is full */
function applyChange(
  world: World,
  connection: Connection,
  volume: Volume,
  { operation, chunk }: ReceivedOperation,
  change: FileChange,
): boolean {
  const { kernel } = world;
  if (change.kind === 'folder') {
    createFolder(volume, change.path);
    return true;
  }
  const present = findFile(volume, change.path);
  switch (change.kind) {
    case 'create':
      // A new file begins empty, whatever lay there; a mirror's is there for its marks alone.
      if (present !== undefined && !operation.isMirror) deleteFile(volume, present);
      markFile(volume, change);
      return true;
    case 'attributes':
      markFile(volume, change);
      return true;
    case 'write': {
      const file = present ?? createFile(volume, change.path, change.atMs);
      const { region } = world.rings[connection.target.clusterId].target;
      const source = { region, offset: chunk?.start ?? 0, length: change.length };
      return writeFile(kernel, volume, file, change.offset, source, change.atMs);
    }
    case 'truncate': {
      const file = present ?? createFile(volume, change.path, change.atMs);
      return setFileSize(kernel, volume, file, change.sizeBytes, change.atMs);
    }
    case 'rename': {
      const replaced = findFile(volume, change.to);
      if (present === undefined) return true;
      if (replaced !== undefined && replaced !== present) deleteFile(volume, replaced);
      renameFile(volume, present, change.to);
      return true;
    }
    case 'delete':
      if (present !== undefined) deleteFile(volume, present);
      return true;
  }
}

function markFile(volume: Volume, change: FileChange & { kind: 'create' | 'attributes' }): void {
  const file = createFile(volume, change.path, change.atMs);
  file.attributes = change.attributes;
  file.permissions = change.permissions;
}

/** A write that the target could not keep: its data is Bad until the next mirror, and so is this mirror's. */
function refuseChange(world: World, connection: Connection, path: string): void {
  const isKnown = connection.hasDroppedWrites;
  connection.hasDroppedWrites = true;
  connection.isGood = false;
  connection.condition = 'Re-mirror required';
  // Said once until a mirror begins; every further write is lost the same way.
  if (isKnown) return;
  connection.dropEvent = report(
    world,
    'replication',
    connection.target,
    `${connection.target.name} dropped a write to ${path}: its disk is full`,
  );
}
