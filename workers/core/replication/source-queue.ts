import { dropFirst, giveChunk, takeChunk } from './queue-ring.ts';
import { queueLimits, settingOf } from './service.ts';
import { report } from '../happen.ts';
import { eachRange } from '../storage/allocation.ts';
import { tellDamage } from '../storage/damage.ts';
import { findFile } from '../storage/volume.ts';
import { isSameName } from '../text.ts';
import type {
  Connection,
  FileChange,
  Operation,
  QueueLimits,
  QueueMark,
  RingChunk,
  Volume,
  VolumeFile,
  World,
} from '../world.ts';

/** What an operation costs on the wire beside its bytes. */
export const OPERATION_HEADER_BYTES = 64;

/** Longest write that travels as one operation. */
const OPERATION_BYTES_MAX = 65_536;

/**
 * Queues a change with its bytes as they are on the disk now.
 *
 * @returns false when the queue has no room for all of it: what is queued then ends before the gap
 */
export function enqueueChange(
  world: World,
  connection: Connection,
  volume: Volume,
  change: FileChange,
  isMirror = false,
): boolean {
  const file = findFile(volume, change.path);
  if (change.kind !== 'write') {
    push(world, connection, volume.drive, change, isMirror, null, 0, file);
    return true;
  }
  if (file === undefined) return true;
  for (let done = 0; done < change.length; done += OPERATION_BYTES_MAX) {
    const length = Math.min(OPERATION_BYTES_MAX, change.length - done);
    const offset = change.offset + done;
    const chunk = capture(world, connection, volume, file, offset, length);
    if (chunk === null) return false;
    const part = length === change.length ? change : { ...change, offset, length };
    push(world, connection, volume.drive, part, isMirror, chunk, length, file);
  }
  return true;
}

/** Queues a whole file as it is now. @returns false when the queue has no room for all of it */
export function enqueueFile(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  isMirror = false,
): boolean {
  const { path, attributes, permissions, modifiedMs: atMs, sizeBytes } = file;
  tellDamage(world, connection.source, volume, file);
  const changes: FileChange[] = [
    { kind: 'create', path, attributes, permissions, atMs },
    { kind: 'write', path, offset: 0, length: sizeBytes, atMs },
    { kind: 'truncate', path, sizeBytes, atMs },
  ];
  return changes.every((change) => enqueueChange(world, connection, volume, change, isMirror));
}

/** Queues a mark behind everything that is queued now. @param extraBytes  what it carries on the wire beside its header */
export function enqueueMark(
  world: World,
  connection: Connection,
  drive: string,
  mark: QueueMark,
  extraBytes = 0,
): void {
  push(world, connection, drive, mark, true, null, extraBytes, undefined);
}

/** Says when the queue begins to spill to disk, and when it passes the alert's threshold: once until it has fallen to half. */
export function watchQueue(world: World, connection: Connection): void {
  const { source, queuedBytes, hasSpilled, hasAlerted } = connection;
  const { memoryBytes, alertBytes } = limitsOf(world, connection);
  if (queuedBytes <= memoryBytes && queuedBytes < alertBytes && !hasSpilled && !hasAlerted) return;
  if (queuedBytes > memoryBytes && !connection.hasSpilled) {
    connection.hasSpilled = true;
    const bytes = String(queuedBytes);
    report(world, 'replication', source, `${nameOf(connection)} spills to disk: ${bytes} bytes`);
  }
  if (queuedBytes >= alertBytes && !connection.hasAlerted) {
    connection.hasAlerted = true;
    const percent = String(settingOf(source, 'QueueSizeAlertThreshold'));
    report(
      world,
      'replication',
      source,
      `${nameOf(connection)} has passed ${percent} % of its room`,
    );
  }
  connection.hasSpilled &&= queuedBytes * 2 > memoryBytes;
  connection.hasAlerted &&= queuedBytes * 2 > alertBytes;
}

function nameOf({ id }: Connection): string {
  return `queue of connection ${String(id)}`;
}

/** The target's letter for a drive of the source. */
export function targetDrive({ driveMap }: Connection, drive: string): string {
  return driveMap !== null && isSameName(drive, driveMap.from) ? driveMap.to : drive;
}

/** Bytes that this connection's source may queue. */
export function limitsOf(world: World, { source }: Connection): QueueLimits {
  return queueLimits(source, world.rings[source.clusterId].source.capacity);
}

/** Throws away everything that is not acknowledged. */
export function discardQueue(world: World, connection: Connection): void {
  const ring = world.rings[connection.source.clusterId].source;
  for (const operation of connection.queue) giveChunk(ring, operation.chunk);
  connection.queue.length = 0;
  connection.sentCount = 0;
  connection.queuedBytes = 0;
  connection.queuedMirrorBytes = 0;
}

/** Takes out what the target has acknowledged. @returns how many operations */
export function dropAcknowledged(world: World, connection: Connection, sequence: number): number {
  const ring = world.rings[connection.source.clusterId].source;
  const { queue } = connection;
  let count = 0;
  for (
    let operation = queue[0];
    operation !== undefined && operation.sequence <= sequence;
    operation = queue[count]
  ) {
    giveChunk(ring, operation.chunk);
    connection.queuedBytes -= operation.byteCount;
    if (operation.isMirror) connection.queuedMirrorBytes -= operation.byteCount;
    count++;
  }
  dropFirst(queue, count);
  connection.sentCount = Math.max(0, connection.sentCount - count);
  connection.acknowledgedOperations += count;
  watchQueue(world, connection);
  return count;
}

function capture(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  offset: number,
  length: number,
): RingChunk | null {
  const ring = world.rings[connection.source.clusterId].source;
  if (connection.queuedBytes + length > limitsOf(world, connection).totalBytes) return null;
  const chunk = takeChunk(ring, length);
  if (chunk === null) return null;
  eachRange(file, offset, length, (diskOffset, part, taken) => {
    world.kernel.copy(volume.disk, diskOffset, ring.region, chunk.start + taken, part);
  });
  return chunk;
}

function push(
  world: World,
  connection: Connection,
  drive: string,
  change: Operation['change'],
  isMirror: boolean,
  chunk: RingChunk | null,
  byteCount: number,
  file: VolumeFile | undefined,
): void {
  const { source } = connection;
  connection.queue.push({
    sequence: connection.nextSequence++,
    change,
    drive: targetDrive(connection, drive),
    isMirror,
    chunk,
    byteCount: chunk === null ? 0 : byteCount,
    wireBytes: OPERATION_HEADER_BYTES + byteCount,
    isCompressible:
      file !== undefined && file.sizeBytes >= settingOf(source, 'MinCompressionFileSize'),
    queuedMs: world.nowMs,
    order: isMirror ? null : world.workload.writingOrder,
  });
  const { generated } = connection;
  if (isMirror) generated.mirrorOperations++;
  else generated.operations++;
  if (chunk === null) return;
  if (!isMirror) generated.bytes += byteCount;
  connection.queuedBytes += byteCount;
  if (isMirror) connection.queuedMirrorBytes += byteCount;
}
