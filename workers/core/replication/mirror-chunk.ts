import { twinVolume } from './mirror-plan.ts';
import { enqueueChange } from './source-queue.ts';
import { rangesOf } from '../storage/allocation.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { tellDamage } from '../storage/damage.ts';
import { findFile } from '../storage/volume.ts';
import type { Connection, Volume, VolumeFile, World } from '../world.ts';

/** How long the source takes to read and compare one chunk, virtual ms: 32 MB/s at 64 KiB. */
export const CHUNK_READ_MS = 2;

/**
 * Queues what a mirror sends of one chunk: all of it, or the runs of blocks that differ.
 *
 * @param offset  bytes from the file's start, at a block
 * @returns false when the queue has no room
 */
export function sendChunk(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  content: 'whole' | 'blocks',
  offset: number,
  length: number,
): boolean {
  // A block whose bytes are not those that were written is sent as it is, and said.
  tellDamage(world, connection.source, volume, file, offset, length);
  const twins = content === 'whole' ? null : twinVolume(world, connection, volume.drive);
  const twin = twins === null ? undefined : findFile(twins, file.path);
  if (twins === null || twin === undefined)
    return sendRun(world, connection, volume, file, offset, offset + length);
  const end = offset + length;
  let runStart = -1;
  for (let at = offset; at < end; at += BLOCK_BYTES) {
    const differs = !isSameBlock(world, volume, file, twins, twin, at);
    if (!differs) connection.mirrorCounters.skippedBytes += Math.min(BLOCK_BYTES, end - at);
    if (differs && runStart < 0) runStart = at;
    if (!differs && runStart >= 0) {
      if (!sendRun(world, connection, volume, file, runStart, at)) return false;
      runStart = -1;
    }
  }
  return runStart < 0 || sendRun(world, connection, volume, file, runStart, end);
}

function sendRun(
  world: World,
  connection: Connection,
  volume: Volume,
  { path, modifiedMs: atMs }: VolumeFile,
  offset: number,
  end: number,
): boolean {
  const change = { kind: 'write', path, offset, length: end - offset, atMs } as const;
  return enqueueChange(world, connection, volume, change, true);
}

/** Blocks are compared by their bytes, so that one that rotted on either disk is found. */
function isSameBlock(
  world: World,
  volume: Volume,
  file: VolumeFile,
  twins: Volume,
  twin: VolumeFile,
  offset: number,
): boolean {
  const block = blockAt(file, offset);
  const other = blockAt(twin, offset);
  if (block === null || other === null) return false;
  return world.kernel.compareBlocks(volume.disk, block, twins.disk, other, 1) === 0;
}

function blockAt(file: VolumeFile, offset: number): number | null {
  for (const range of rangesOf(file, offset, 1)) return Math.floor(range.diskOffset / BLOCK_BYTES);
  return null;
}
