import { giveChunk } from './queue-ring.ts';
import {
  createFile,
  createFolder,
  deleteFile,
  findFile,
  renameFile,
  setFileSize,
  writeFile,
} from '../storage/volume.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { report } from '../happen.ts';
import type { Connection, ReceivedOperation, Volume, World } from '../world.ts';

/** The target applies what it has received, in order, as far as its disks are online. */
export function applyReceived(world: World, connection: Connection): void {
  const { target, targetQueue } = connection;
  if (targetQueue.length === 0 || !target.doubleTake.running) return;
  const ring = world.rings[target.clusterId].target;
  let count = 0;
  for (const received of targetQueue) {
    const { operation, chunk } = received;
    if (operation.change.kind !== 'mirror-end') {
      const volume = volumeOn(world, target, operation.drive);
      if (volume === null) break;
      if (!applyChange(world, connection, volume, received))
        refuseChange(world, connection, operation.change.path);
    }
    giveChunk(ring, chunk);
    if (operation.order !== null) dropBehind(world, operation.order);
    count++;
  }
  targetQueue.splice(0, count);
}

/** Orders up to this number have reached the other disk. */
export function dropBehind(world: World, order: number): void {
  const { behind } = world.workload;
  let count = 0;
  while ((behind[count] ?? Infinity) <= order) count++;
  behind.splice(0, count);
}

/** @returns false when the target's disk is full */
function applyChange(
  world: World,
  connection: Connection,
  volume: Volume,
  { operation, chunk }: ReceivedOperation,
): boolean {
  const { kernel } = world;
  const { change } = operation;
  if (change.kind === 'mirror-end') return true;
  if (change.kind === 'folder') {
    createFolder(volume, change.path);
    return true;
  }
  const present = findFile(volume, change.path);
  switch (change.kind) {
    case 'create':
    case 'attributes': {
      const file = present ?? createFile(volume, change.path, change.atMs);
      file.attributes = change.attributes;
      file.permissions = change.permissions;
      return true;
    }
    case 'write': {
      const file = present ?? createFile(volume, change.path, change.atMs);
      const region = world.rings[connection.target.clusterId].target.region;
      return writeFile(
        kernel,
        volume,
        file,
        change.offset,
        { region, offset: chunk?.start ?? 0, length: change.length },
        change.atMs,
      );
    }
    case 'truncate':
      return setFileSize(
        kernel,
        volume,
        present ?? createFile(volume, change.path, change.atMs),
        change.sizeBytes,
        change.atMs,
      );
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

/** A write that the target could not keep: its data is Bad until the next mirror, and so is this mirror's. */
function refuseChange(world: World, connection: Connection, path: string): void {
  const isKnown = connection.hasDroppedWrites;
  connection.hasDroppedWrites = true;
  connection.isGood = false;
  connection.targetStatus = 'Re-mirror required';
  // Said once until a mirror begins; every further write is lost the same way.
  if (isKnown) return;
  report(
    world,
    'replication',
    connection.target,
    `${connection.target.name} dropped a write to ${path}: its disk is full`,
  );
}
