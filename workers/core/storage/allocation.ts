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

/** Blocks of a file by their place in it: from one up to, but not with, another. */
export interface FileBlocks {
  readonly from: number;
  readonly to: number;
}

/**
 * Gives the file so many more blocks, lowest free first, all zero.
 *
 * @param covered  blocks that the caller writes whole right away, with their checksums: they are left as they are
 * @returns false, with nothing done, when the blocks are not there
 */
export function growFile(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  count: number,
  covered: FileBlocks,
): boolean {
  if (volume.blockCount - volume.usedCount < count) return false;
  let place = fileBlockCount(file);
  let block = volume.lowestFree;
  for (let left = count; left > 0;) {
    block = volume.used.indexOf(0, block);
    const run = freeRun(volume, block, left);
    volume.used.fill(1, block, block + run);
    appendRun(file.extents, block, run);
    const before = Math.max(0, Math.min(place + run, covered.from) - place);
    const behind = Math.min(run, Math.max(before, covered.to - place));
    clearBlocks(kernel, volume.disk, block, before);
    clearBlocks(kernel, volume.disk, block + behind, run - behind);
    block += run;
    place += run;
    left -= run;
  }
  if (count > 0) volume.lowestFree = block;
  volume.usedCount += count;
  return true;
}

/** How many blocks from this one on are free, `most` at most. */
function freeRun(volume: Volume, first: number, most: number): number {
  let run = 1;
  while (run < most && volume.used[first + run] === 0) run++;
  return run;
}

function clearBlocks(kernel: BlockKernel, disk: number, first: number, count: number): void {
  if (count === 0) return;
  kernel.zero(disk, first * BLOCK_BYTES, count * BLOCK_BYTES);
  kernel.checksumBlocks(disk, first, count);
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

/** Visits the disk ranges behind a range of the file, in file order. @param visit  `taken`: bytes of the range before this one */
export function eachRange(
  file: VolumeFile,
  offset: number,
  length: number,
  visit: (diskOffset: number, length: number, taken: number) => void,
): void {
  const { extents } = file;
  let extentStart = 0;
  let taken = 0;
  for (let index = 0; index < extents.length && taken < length; index += 2) {
    const extentEnd = extentStart + (extents[index + 1] ?? 0) * BLOCK_BYTES;
    const at = offset + taken;
    if (at < extentEnd) {
      const part = Math.min(extentEnd - at, length - taken);
      visit((extents[index] ?? 0) * BLOCK_BYTES + at - extentStart, part, taken);
      taken += part;
    }
    extentStart = extentEnd;
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

function appendRun(extents: number[], block: number, run: number): void {
  const last = extents.length - 2;
  const first = extents[last];
  const count = extents[last + 1];
  if (first !== undefined && count !== undefined && first + count === block)
    extents[last + 1] = count + run;
  else extents.push(block, run);
}
