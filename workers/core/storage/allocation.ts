import { BLOCK_BYTES } from './block-kernel.ts';
import type { BlockKernel } from './block-kernel.ts';
import type { Volume, VolumeFile } from '../world.ts';

/** Blocks that a file of this size needs. */
export function blocksFor(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES);
}

/** Blocks that a file holds. */
export function fileBlockCount(file: VolumeFile): number {
  let count = 0;
  for (let index = 1; index < file.extents.length; index += 2) count += file.extents[index] ?? 0;
  return count;
}

/** Gives the file so many more blocks, lowest free first, all zero. @returns false, with nothing done, when they are not there */
export function growFile(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  count: number,
): boolean {
  if (volume.blockCount - volume.usedCount < count) return false;
  let block = volume.lowestFree;
  for (let left = count; left > 0; block++) {
    if (volume.used[block] === 1) continue;
    volume.used[block] = 1;
    kernel.zero(volume.disk, block * BLOCK_BYTES, BLOCK_BYTES);
    kernel.checksumBlocks(volume.disk, block, 1);
    appendBlock(file.extents, block);
    left--;
  }
  if (count > 0) volume.lowestFree = block;
  volume.usedCount += count;
  return true;
}

/** Takes the file's last blocks away until `count` are left. */
export function shrinkFile(volume: Volume, file: VolumeFile, count: number): void {
  const { extents } = file;
  for (let excess = fileBlockCount(file) - count; excess > 0;) {
    const first = extents[extents.length - 2] ?? 0;
    const run = extents[extents.length - 1] ?? 0;
    const freed = Math.min(run, excess);
    for (let block = first + run - freed; block < first + run; block++) volume.used[block] = 0;
    volume.usedCount -= freed;
    volume.lowestFree = Math.min(volume.lowestFree, first + run - freed);
    excess -= freed;
    if (freed === run) extents.length -= 2;
    else extents[extents.length - 1] = run - freed;
  }
}

/** The disk ranges behind a range of the file, in file order. */
export function* rangesOf(
  file: VolumeFile,
  offset: number,
  length: number,
): Generator<{ diskOffset: number; length: number }> {
  let extentStart = 0;
  let at = offset;
  const end = offset + length;
  for (let index = 0; index < file.extents.length && at < end; index += 2) {
    const first = file.extents[index] ?? 0;
    const extentBytes = (file.extents[index + 1] ?? 0) * BLOCK_BYTES;
    if (at < extentStart + extentBytes) {
      const within = at - extentStart;
      const part = Math.min(extentBytes - within, end - at);
      yield { diskOffset: first * BLOCK_BYTES + within, length: part };
      at += part;
    }
    extentStart += extentBytes;
  }
}

/** Takes every free block out of use. @returns those blocks */
export function fillFreeBlocks(volume: Volume): number[] {
  const filled: number[] = [];
  for (let block = volume.lowestFree; block < volume.blockCount; block++) {
    if (volume.used[block] === 0) filled.push(block);
  }
  for (const block of filled) volume.used[block] = 1;
  volume.usedCount = volume.blockCount;
  volume.lowestFree = volume.blockCount;
  return filled;
}

/** Gives blocks back. */
export function freeBlocks(volume: Volume, blocks: readonly number[]): void {
  for (const block of blocks) volume.used[block] = 0;
  volume.usedCount -= blocks.length;
  volume.lowestFree = Math.min(volume.lowestFree, blocks[0] ?? volume.lowestFree);
}

function appendBlock(extents: number[], block: number): void {
  const last = extents.length - 2;
  const first = extents[last];
  const count = extents[last + 1];
  if (first !== undefined && count !== undefined && first + count === block)
    extents[last + 1] = count + 1;
  else extents.push(block, 1);
}
