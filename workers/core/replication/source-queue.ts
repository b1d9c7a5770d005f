import { giveChunk, takeChunk } from './queue-ring.ts';
import { queueLimits } from './service.ts';
import { rangesOf } from '../storage/allocation.ts';
import { findFile } from '../storage/volume.ts';
import type {
  Connection,
  FileChange,
  Operation,
  RingChunk,
  Volume,
  VolumeFile,
  World,
} from '../world.ts';

/** What an operation costs on the wire beside its bytes. */
const OPERATION_HEADER_BYTES = 64;

/** Longest write that travels as one operation. */
const OPERATION_BYTES_MAX = 65_536;

/**
 * Queues a change with its bytes as they are on the disk now.
 *
 * When the queue has no room for it the operation is numbered but not queued: the caller sees the gap.
 */
export function enqueueChange(
  world: World,
  connection: Connection,
  volume: Volume,
  change: FileChange,
  isMirror = false,
): void {
  if (change.kind !== 'write') {
    push(world, connection, volume.drive, change, null, 0, isMirror);
    return;
  }
  const file = findFile(volume, change.path);
  if (file === undefined) return;
  for (let done = 0; done < change.length; done += OPERATION_BYTES_MAX) {
    const length = Math.min(OPERATION_BYTES_MAX, change.length - done);
    const chunk = capture(world, connection, volume, file, change.offset + done, length);
    if (chunk === null) {
      connection.nextSequence++;
      return;
    }
    push(
      world,
      connection,
      volume.drive,
      { ...change, offset: change.offset + done, length },
      chunk,
      length,
      isMirror,
    );
  }
}

/** Queues a whole file as it is now. */
export function enqueueFile(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  isMirror = false,
): void {
  const { path, attributes, permissions, modifiedMs, sizeBytes } = file;
  enqueueChange(
    world,
    connection,
    volume,
    { kind: 'create', path, attributes, permissions, atMs: modifiedMs },
    isMirror,
  );
  enqueueChange(
    world,
    connection,
    volume,
    { kind: 'write', path, offset: 0, length: sizeBytes, atMs: modifiedMs },
    isMirror,
  );
  enqueueChange(
    world,
    connection,
    volume,
    { kind: 'truncate', path, sizeBytes, atMs: modifiedMs },
    isMirror,
  );
}

/** Queues the mark behind which a mirror is complete. */
export function enqueueMirrorEnd(world: World, connection: Connection): void {
  push(world, connection, '', { kind: 'mirror-end' }, null, 0, true);
}

/** Throws away everything that is not acknowledged. */
export function discardQueue(world: World, connection: Connection): void {
  const ring = world.rings[connection.source.clusterId].source;
  for (const operation of connection.queue) giveChunk(ring, operation.chunk);
  connection.queue.length = 0;
  connection.sentCount = 0;
  connection.queuedBytes = 0;
}

/** Takes out what the target has acknowledged. */
export function dropAcknowledged(
  world: World,
  connection: Connection,
  sequence: number,
): Operation[] {
  const ring = world.rings[connection.source.clusterId].source;
  let count = 0;
  while ((connection.queue[count]?.sequence ?? Infinity) <= sequence) count++;
  const done = connection.queue.splice(0, count);
  for (const operation of done) {
    giveChunk(ring, operation.chunk);
    connection.queuedBytes -= operation.byteCount;
  }
  connection.sentCount = Math.max(0, connection.sentCount - count);
  connection.acknowledgedOperations += count;
  return done;
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
  if (connection.queuedBytes + length > queueLimits(connection.source, ring.capacity).totalBytes)
    return null;
  const chunk = takeChunk(ring, length);
  if (chunk === null) return null;
  let taken = 0;
  for (const range of rangesOf(file, offset, length)) {
    world.kernel.copy(
      volume.disk,
      range.diskOffset,
      ring.region,
      chunk.start + taken,
      range.length,
    );
    taken += range.length;
  }
  return chunk;
}

function push(
  world: World,
  connection: Connection,
  drive: string,
  change: Operation['change'],
  chunk: RingChunk | null,
  byteCount: number,
  isMirror: boolean,
): void {
  connection.queue.push({
    sequence: connection.nextSequence++,
    change,
    drive,
    isMirror,
    chunk,
    byteCount,
    wireBytes: OPERATION_HEADER_BYTES + byteCount,
    queuedMs: world.nowMs,
    order: isMirror ? null : world.workload.writingOrder,
  });
  connection.queuedBytes += byteCount;
}
